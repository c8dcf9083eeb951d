"""A stand-in for a national eID: an OpenID Provider that speaks of its people as a MitID broker does."""
