package io.claviger.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs on the system that all these classes share, one class after another. */
@ExtendWith(RunningSystem.class)
@ResourceLock("the running system")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface OnRunningSystem {}
