package io.claviger.benchmarks.fleet;

import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.RejectedCredentialsPolicy;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.DeviceInfo;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.instance.Admission;
import io.claviger.core.instance.InstanceId;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.registration.RegisterCommand;
import io.claviger.core.statement.StoreApplicationCommand;
import io.claviger.core.usecases.UseCases;
import io.claviger.core.vending.VendResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** An instance that has a client and a token, on a device with an address of its own. */
public record Registered(InstanceKey key, Device device) {
    private static final ApplicationId APPLICATION = new ApplicationId("news");

    /** Stores an application and registers instances of it. */
    public static List<Registered> with(UseCases useCases, int number) {
        useCases.storeApplication()
                .store(new StoreApplicationCommand(
                        APPLICATION,
                        "News",
                        new SoftwareStatement("news"),
                        "{}",
                        Optional.empty(),
                        Optional.empty(),
                        RejectedCredentialsPolicy.HOLD));
        List<Registered> all =
                IntStream.range(0, number).mapToObj(Registered::number).toList();
        all.forEach(instance -> {
            useCases.registerInstance()
                    .register(new RegisterCommand(instance.key, Optional.empty(), instance.device, false));
            instance.token(useCases);
        });
        return all;
    }

    private static Registered number(int number) {
        return new Registered(
                new InstanceKey(APPLICATION, new InstanceId("tv-" + number)),
                new Device(
                        Optional.of(new DeviceInfo("tv-%d.%s".formatted(number, "x".repeat(300)))),
                        Optional.of(new ClientIp("2001:db8::%x".formatted(number + 1)))));
    }

    /**
     * Vends its token.
     *
     * @throws IllegalStateException if it gets none
     */
    public String token(UseCases useCases) {
        VendResult result = useCases.vendToken().vend(key, Admission.ALREADY, Duration.ZERO, device);
        if (result instanceof VendResult.Vended(var token)) {
            return token.value().reveal();
        }
        throw new IllegalStateException("no token: " + result);
    }
}
