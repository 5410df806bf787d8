package io.claviger.core.revocation;

import static io.claviger.core.fake.InMemoryClaviger.APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.InMemoryClaviger;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.usecases.UseCases;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Adobe marks the device header as required, also for calls that Claviger makes for no device. */
class OwnDeviceTest {
    private final InMemoryClaviger claviger = new InMemoryClaviger();
    private final List<Device> devices = new ArrayList<>();

    @Test
    void canary_probe_and_check_carry_a_device_header_of_claviger() {
        UseCases watched = claviger.process(ports -> ports.withAdobe(watched()));
        watched.storeApplication()
                .store(new StoreApplicationCommand(
                        APP,
                        "App",
                        InMemoryClaviger.NEWER,
                        "{}",
                        Optional.of(InMemoryClaviger.REDIRECT),
                        Optional.of(new ServiceProvider("REF30")),
                        RejectedCredentialsPolicy.HOLD));
        watched.checkRevocation().check(APP, Instant.MAX);
        InstanceKey canary = InstanceKey.canaryOf(APP, InMemoryClaviger.NEWER.fingerprint());
        claviger.instances.remove(claviger.instances.find(canary).orElseThrow());
        watched.checkRevocation().check(APP, Instant.MAX);
        assertThat(claviger.instances.find(canary).orElseThrow().device()).isEqualTo(Device.CLAVIGER);
        assertThat(devices).hasSizeGreaterThan(4).containsOnly(Device.CLAVIGER);
        String header = Device.CLAVIGER.info().map(DeviceInfo::reveal).orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8))
                .contains("\"model\":", "\"version\":", "\"osName\":\"Linux\"");
    }

    private AuthorizationServer watched() {
        return new AuthorizationServer() {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                devices.add(device);
                return claviger.adobe.register(statement, redirectUri, device);
            }

            @Override
            public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                devices.add(device);
                return claviger.adobe.requestToken(credentials, device);
            }

            @Override
            public ProtectedApiAnswer callProtectedApi(
                    AccessToken token, ServiceProvider serviceProvider, Device device) {
                devices.add(device);
                return claviger.adobe.callProtectedApi(token, serviceProvider, device);
            }
        };
    }
}
