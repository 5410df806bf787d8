package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;

/** Invokes a rotation function. */
@FunctionalInterface
public interface RotationFunction {
    /** Runs one step of a rotation; false if the function does not exist or fails. */
    boolean run(String functionArn, JsonNode event) throws InterruptedException;
}
