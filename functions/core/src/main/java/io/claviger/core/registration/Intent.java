package io.claviger.core.registration;

import io.claviger.core.instance.Instance;
import io.claviger.core.instance.InstanceKey;
import io.claviger.core.instance.Registration.Attempt;
import java.util.Optional;

/**
 * An attempt that is stored before anything else is done about it.
 *
 * @param instance with the attempt, as it is to be stored
 * @param inherited the attempt that it takes over, from one that gave it up or died over it
 * @param before what a refusal puts the instance back to, where its client is to be replaced
 */
record Intent(Instance instance, Attempt attempt, Optional<Attempt> inherited, Optional<Instance> before) {

    InstanceKey key() {
        return instance.key();
    }
}
