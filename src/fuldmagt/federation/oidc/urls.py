from django.urls import path

from fuldmagt.federation.oidc.views import authorize, log_out, metadata, person, tokens

app_name = "oidc"

urlpatterns = [
    path(".well-known/openid-configuration", metadata.configuration, name="configuration"),
    path(".well-known/oauth-authorization-server", metadata.configuration, name="authorization-server"),
    path("oidc/authorize", authorize.authorize, name="authorize"),
    path("oidc/resume/<str:ref>", authorize.resume, name="resume"),
    path("oidc/par", authorize.push, name="push"),
    path("oidc/token", tokens.token, name="token"),
    path("oidc/userinfo", person.userinfo, name="userinfo"),
    path("oidc/jwks", metadata.keys, name="keys"),
    path("oidc/revoke", tokens.revoke, name="revoke"),
    path("oidc/introspect", tokens.introspect, name="introspect"),
    path("oidc/logout", log_out.log_out, name="log-out"),
]
