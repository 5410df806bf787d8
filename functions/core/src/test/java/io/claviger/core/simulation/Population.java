package io.claviger.core.simulation;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.statement.StoreApplicationCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The applications of a run, with two statements each, their instances, and the devices. */
final class Population {
    /** The start of every device's address. */
    static final String ADDRESS_PREFIX = "203.0.113.";

    private static final int STATEMENTS = 2;
    private static final int INSTANCES = 3;
    private static final int DEVICES = 3;

    /** An application as an operator stores it. */
    record App(
            ApplicationId id,
            List<SoftwareStatement> statements,
            List<RedirectUri> redirectUris,
            RejectedCredentialsPolicy policy) {

        RedirectUri redirectUri() {
            return redirectUris.getFirst();
        }

        StoreApplicationCommand command(int statement) {
            return command(statement, 0);
        }

        /** @param redirectUri 0 or 1; 2 for one that Adobe refuses */
        StoreApplicationCommand command(int statement, int redirectUri) {
            return new StoreApplicationCommand(
                    id,
                    id.value(),
                    statements.get(statement),
                    "{}",
                    Optional.of(redirectUris.get(redirectUri)),
                    Optional.empty(),
                    policy);
        }
    }

    private final List<App> apps = new ArrayList<>();
    private final List<InstanceKey> instances = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<Device> refused = new ArrayList<>();

    Population(FakeAdobe adobe, SplittableRandom random) {
        int size = 1 + random.nextInt(2);
        for (int i = 0; i < size; i++) {
            int number = i;
            App app = new App(
                    new ApplicationId("app-" + i),
                    statementsOf(i),
                    Stream.of("adobepass://app-", "adobepass://new-app-", "adobepass://others-app-")
                            .map(prefix -> new RedirectUri(prefix + number))
                            .toList(),
                    random.nextBoolean() ? RejectedCredentialsPolicy.HOLD : RejectedCredentialsPolicy.REREGISTER);
            app.statements()
                    .forEach(statement -> adobe.approve(
                            statement, app.redirectUri(), app.redirectUris().get(1)));
            apps.add(app);
            for (int j = 0; j < INSTANCES; j++) {
                instances.add(new InstanceKey(app.id(), new InstanceId("instance-" + j)));
            }
        }
        for (int i = 0; i < DEVICES; i++) {
            devices.add(device("-device-", i));
            Device bad = device("-garbage-", i);
            bad.info().ifPresent(adobe::refusesDeviceHeader);
            refused.add(bad);
        }
        devices.add(new Device(device("-without-address-", 0).info(), Optional.empty()));
    }

    private static Device device(String name, int number) {
        return new Device(
                Optional.of(new DeviceInfo(FakeAdobe.MARK + name + number)),
                Optional.of(new ClientIp(ADDRESS_PREFIX + number)));
    }

    private static List<SoftwareStatement> statementsOf(int app) {
        List<SoftwareStatement> statements = new ArrayList<>();
        for (int i = 0; i < STATEMENTS; i++) {
            statements.add(new SoftwareStatement(FakeAdobe.MARK + "-statement-" + app + "-" + i));
        }
        return statements;
    }

    List<App> apps() {
        return apps;
    }

    App app(ApplicationId id) {
        return apps.stream().filter(app -> app.id().equals(id)).findFirst().orElseThrow();
    }

    List<InstanceKey> instances() {
        return instances;
    }

    List<Device> devices() {
        return devices;
    }

    /** Devices whose header Adobe refuses. */
    List<Device> refusedDevices() {
        return refused;
    }
}
