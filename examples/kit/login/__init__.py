"""Logging people in with an OpenID Provider: code and PKCE S256; state, nonce and issuer always checked."""
