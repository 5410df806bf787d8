package io.claviger.core.simulation;

import io.claviger.core.application.Applications;
import io.claviger.core.fake.InMemoryApplications;
import io.claviger.core.fake.InMemoryInstances;
import io.claviger.core.fake.InMemoryVault;
import io.claviger.core.fake.Ports;
import io.claviger.core.fake.Settings;
import java.time.InstantSource;

/** A deliberate bug in a port, in front of a port, or in the settings. The defaults change nothing. */
interface Mutation {
    Mutation NONE = new Mutation() {};

    default InMemoryApplications applications() {
        return new InMemoryApplications();
    }

    default InMemoryInstances instances(Applications applications, InstantSource clock) {
        return new InMemoryInstances(applications, clock);
    }

    default InMemoryVault vault(InstantSource clock) {
        return new InMemoryVault(clock);
    }

    /** @param clock the process's own */
    default Ports mutate(Ports ports, InstantSource clock) {
        return ports;
    }

    default Settings mutate(Settings settings) {
        return settings;
    }
}
