package io.claviger.core.simulation;

import io.claviger.core.Deadline;
import io.claviger.core.application.Applications;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryBreaker;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.simulation.Functions.Role;
import io.claviger.core.usecases.Settings;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** A deliberate bug in a port, in front of a port, or in the settings. The defaults change nothing. */
interface Mutation {
    Mutation NONE = new Mutation() {};

    /** A mutation of one function's ports, with its process's clock. */
    static Mutation of(Role mutated, BiFunction<Ports, InstantSource, Ports> how) {
        return new Mutation() {
            @Override
            public Ports mutate(Role role, Ports ports, InstantSource clock) {
                return role == mutated ? how.apply(ports, clock) : ports;
            }
        };
    }

    default InMemoryApplications applications() {
        return new InMemoryApplications();
    }

    default InMemoryInstances instances(Applications applications, InstantSource clock) {
        return new InMemoryInstances(applications, clock);
    }

    default InMemoryVault vault(InstantSource clock) {
        return new InMemoryVault(clock);
    }

    default InMemoryBreaker breaker() {
        return new InMemoryBreaker(SimulatedBreaker.POLICY);
    }

    /** @param clock the process's own */
    default Ports mutate(Role role, Ports ports, InstantSource clock) {
        return ports;
    }

    default Deadline mutate(Deadline real) {
        return real;
    }

    /** Whether a process remembers nothing from one operation to the next. */
    default boolean forgets() {
        return false;
    }

    default Settings mutate(Role role, Settings settings) {
        return settings;
    }
}
