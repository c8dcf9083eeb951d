// A service's application that logs people in by openid-client, told line by line (JSON) what to do.
//   line 1 in:  {server, id, method, secret | jwk, redirect, scope, algorithm, pushed}
//   line 1 out: {authorize}          the address to send the browser to
//   line 2 in:  {callback}           where the browser came back
//   line 2 out: {claims, userinfo, refreshed, active, afterwards}  or {error}
import { createInterface } from "node:readline";
import * as oidc from "openid-client";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const hear = async () => JSON.parse((await lines.next()).value);
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

async function authentication(told) {
  if (told.method === "client_secret_post") return oidc.ClientSecretPost(told.secret);
  if (told.method === "client_secret_basic") return oidc.ClientSecretBasic(told.secret);
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", told.jwk, algorithm, false, ["sign"]);
  return oidc.PrivateKeyJwt({ key, kid: told.jwk.kid });
}

async function run() {
  const told = await hear();
  const metadata = { id_token_signed_response_alg: told.algorithm, require_auth_time: true };
  const config = await oidc.discovery(
    new URL(told.server), told.id, metadata, await authentication(told), { execute: [oidc.allowInsecureRequests] },
  );
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const request = {
    redirect_uri: told.redirect, scope: told.scope, state, nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  };
  const build = told.pushed ? oidc.buildAuthorizationUrlWithPAR : oidc.buildAuthorizationUrl;
  say({ authorize: (await build(config, request)).href });

  const { callback } = await hear();
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const tokens = await oidc.authorizationCodeGrant(config, new URL(callback), checks);
  const claims = tokens.claims();
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  const before = await oidc.tokenIntrospection(config, refreshed.access_token);
  await oidc.tokenRevocation(config, refreshed.refresh_token);
  const after = await oidc.tokenIntrospection(config, refreshed.access_token);
  const afterwards = oidc.buildEndSessionUrl(config, { id_token_hint: tokens.id_token }).href;
  say({ claims, userinfo, refreshed: refreshed.claims(), active: [before.active, after.active], afterwards });
}

run().then(() => process.exit(0), (error) => {
  say({ error: error.code ?? error.name, message: error.message, cause: error.error ?? "" });
  process.exit(1);
});
