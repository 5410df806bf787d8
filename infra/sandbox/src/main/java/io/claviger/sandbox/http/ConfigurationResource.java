package io.claviger.sandbox.http;

import io.claviger.sandbox.entitlement.TvProvider;
import io.claviger.sandbox.json.StrictJson;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /api/v2/{serviceProvider}/configuration}. (Adobe Pass REST API v2, Retrieve configuration for specific service provider.) */
final class ConfigurationResource {
    private final InstantSource clock;
    private final StrictJson json;

    ConfigurationResource(InstantSource clock, StrictJson json) {
        this.clock = clock;
        this.json = json;
    }

    AdobeResponse retrieve(ApiCall call) {
        var domains = call.application().domains().stream()
                .map(domain -> Map.of("name", domain, "mvpdInitiated", false))
                .toList();
        var mvpds = Arrays.stream(TvProvider.values())
                .map(ConfigurationResource::mvpd)
                .toList();
        var body = new LinkedHashMap<String, Object>();
        body.put("device", "unknown");
        body.put("clientType", "unknown");
        body.put("os", "Unknown");
        body.put(
                "requestor",
                Map.of(
                        "id",
                        call.serviceProvider(),
                        "name",
                        call.serviceProvider(),
                        "domains",
                        domains,
                        "mvpds",
                        mvpds));
        body.put("time", clock.millis());
        return AdobeResponse.json(200, json.write(body), null, null);
    }

    private static Map<String, Object> mvpd(TvProvider provider) {
        var mvpd = new LinkedHashMap<String, Object>();
        mvpd.put("id", provider.id());
        mvpd.put("displayName", provider.displayName());
        mvpd.put("authPerAggregator", provider.isTempPass());
        if (provider.isTempPass()) {
            mvpd.put("isTempPass", true);
        }
        return mvpd;
    }
}
