package io.claviger.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A function to measure.
 *
 * @param code the folder with its unpacked code
 * @param snapStart whether its hooks before a snapshot run, and every tier of the JIT compiler works
 */
record Function(String name, Path code, String handler, Map<String, String> environment, boolean snapStart) {
    Function {
        environment = Map.copyOf(environment);
    }

    Function onDemand() {
        return new Function(name, code, handler, environment, false);
    }

    Function withSnapStart() {
        return new Function(name, code, handler, environment, true);
    }

    Function with(String newName, String variable, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(variable, value);
        return new Function(newName, code, handler, changed, snapStart);
    }
}
