package io.claviger.sandbox.http;

import io.claviger.sandbox.entitlement.Profile;
import io.claviger.sandbox.entitlement.Profiles;
import io.claviger.sandbox.entitlement.RedirectUrls;
import io.claviger.sandbox.entitlement.TvProvider;
import io.claviger.sandbox.entitlement.ViewerState;
import io.claviger.sandbox.json.StrictJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code GET /api/v2/{serviceProvider}/logout/{mvpd}}. (Adobe Pass REST API v2, Initiate logout for specific mvpd.) */
final class LogoutResource {
    private static final String REDIRECT_URL = "redirectUrl";

    private final Profiles profiles;
    private final StrictJson json;

    LogoutResource(Profiles profiles, StrictJson json) {
        this.profiles = profiles;
        this.json = json;
    }

    AdobeResponse initiate(ApiCall call) {
        var provider = TvProvider.find(call.argument());
        if (provider.isEmpty()) {
            return EnhancedError.badParameter("invalid_parameter_mvpd", "mvpd parameter")
                    .toResponse(json);
        }
        var query = call.request().query() == null ? "" : call.request().query();
        var redirectUrl = FormBody.parse(query.getBytes(StandardCharsets.UTF_8), Set.of(REDIRECT_URL), false)
                .map(given -> given.get(REDIRECT_URL))
                .filter(RedirectUrls::isUsable);
        return redirectUrl
                .map(url -> logOut(call, provider.get(), url))
                .orElseGet(() -> EnhancedError.invalidRedirectUrl().toResponse(json));
    }

    private AdobeResponse logOut(ApiCall call, TvProvider provider, String redirectUrl) {
        if (provider.isTempPass()) {
            return respond(provider, "complete", "none", "");
        }
        var key = new Profile.Key(call.client().id(), call.device(), call.serviceProvider(), provider);
        var valid = profiles.find(key).filter(profile -> profiles.stateOf(profile) == ViewerState.SIGNED_IN);
        if (valid.isEmpty()) {
            return respond(provider, "invalid", "none", "");
        }
        profiles.signOut(valid.get());
        var target = URLEncoder.encode(redirectUrl, StandardCharsets.UTF_8);
        return respond(
                provider,
                "logout",
                "interactive",
                call.absolute("/tv-provider/" + provider.id() + "/logout?redirectUrl=" + target));
    }

    private AdobeResponse respond(TvProvider provider, String actionName, String actionType, String url) {
        var logout = new LinkedHashMap<String, Object>();
        logout.put("actionName", actionName);
        logout.put("actionType", actionType);
        logout.put("mvpd", provider.id());
        if (!url.isEmpty()) {
            logout.put("url", url);
        }
        var body = Map.of("logouts", Map.of(provider.id(), logout));
        return AdobeResponse.json(200, json.write(body), null, null);
    }
}
