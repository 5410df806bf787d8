package io.claviger.core.simulation;

import io.claviger.core.application.Application;
import io.claviger.core.application.ApplicationId;
import io.claviger.core.application.Applications;
import io.claviger.core.simulation.AwsOutages.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Applications behind the simulated network. */
final class SimulatedApplications implements Applications {
    private final World world;

    SimulatedApplications(World world) {
        this.world = world;
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return call("applications.find", () -> world.applications().find(id));
    }

    @Override
    public List<Application> all() {
        return call("applications.all", () -> world.applications().all());
    }

    @Override
    public Optional<Application> store(Application changed) {
        return call("applications.store", () -> {
            if (world.network().injects(Fault.CONDITION_FAILED, "applications.store")) {
                return Optional.empty();
            }
            Optional<Application> before = world.applications().find(changed.id());
            Optional<Application> stored = world.applications().store(changed);
            stored.ifPresent(after -> {
                world.statementInvariants().stored(before, after);
                world.checkInvariants().stored(before, after);
                world.enrolmentInvariants().stored(before, after);
            });
            return stored;
        });
    }

    @Override
    public boolean countEnrolment(ApplicationId id, Instant hour, int limit) {
        return call("applications.countEnrolment", () -> world.applications().countEnrolment(id, hour, limit));
    }

    private <T> T call(String what, Supplier<T> work) {
        Supplier<T> lost = () -> {
            throw new StoreUnavailable(what);
        };
        return world.network().call(what, () -> world.outages().down(Service.DYNAMODB) ? lost.get() : work.get(), lost);
    }
}
