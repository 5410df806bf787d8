package io.claviger.local.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;

/** Invokes a rotation function. */
@FunctionalInterface
public interface RotationFunction {
    /** Runs one step of a rotation; false if there is no such function or it failed. */
    boolean run(String functionArn, JsonNode event) throws InterruptedException;
}
