// An OpenID Connect provider of panva/node-oidc-provider on 127.0.0.1, as the job on standard input asks for it.
// Whoever is asked to log in is logged in at once as the account that `/compte/<id>` has chosen last.
import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

let text = "";
for await (const part of process.stdin) text += part;
const job = JSON.parse(text);
const key = (alg) => {
  const { privateKey } = alg === "ES256" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg, kid: job.kid };
};
const issuer = `http://127.0.0.1:${job.port}`;
const signed = job.signed ? { userinfo_signed_response_alg: job.alg } : {};
const provider = new Provider(issuer, {
  clients: [{
    client_id: "pupitre",
    client_secret: job.secret,
    redirect_uris: [job.back],
    post_logout_redirect_uris: [job.left],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    token_endpoint_auth_method: job.method,
    id_token_signed_response_alg: job.alg,
    ...signed,
  }],
  jwks: { keys: [key(job.alg === "HS256" ? "RS256" : job.alg)] },
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256", "HS256"], userinfoSigningAlgValues: ["RS256", "ES256", "HS256"] },
  claims: job.claims,
  scopes: ["openid", ...Object.keys(job.claims)],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: job.signed }, rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx, form) => { ctx.body = form; },
    postLogoutSuccessSource: (ctx) => { ctx.body = "fin"; },
  } },
  ttl: { AccessToken: 60, AuthorizationCode: 30 },
  findAccount: (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...job.accounts[id] }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(job.scope);
    await grant.save();
    return grant;
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["k"] },
});
let account = "";
const known = new Set(["response_type", "client_id", "redirect_uri", "scope", "claims", "state", "nonce", "prompt", "idp_hint", "code_challenge", "code_challenge_method"]);
const handle = provider.callback();
createServer(async (request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname.startsWith("/compte/")) {
    account = url.pathname.slice("/compte/".length);
    response.end("choisi");
  } else if (url.pathname.startsWith("/interaction/")) {
    await provider.interactionFinished(request, response, { login: { accountId: account } });
  } else if (job.strict && url.pathname === "/auth" && (
    [...url.searchParams.keys()].some((name) => !known.has(name)) ||
    ["state", "nonce"].some((name) => (url.searchParams.get(name) ?? "").length < 32))) {
    response.statusCode = 400;
    response.end("Y000400");
  } else {
    handle(request, response);
  }
}).listen(job.port, "127.0.0.1", () => console.log("ready"));
