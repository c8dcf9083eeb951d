"""Se Sag: shows work-injury cases to case workers. It logs in with OpenID Connect and asks at each page."""
