package io.claviger.core.instance;

import io.claviger.core.application.Application;
import java.util.Optional;

/**
 * An instance and its application.
 *
 * @param instance empty if there is none, or its recovery window has ended
 */
public record InstanceSnapshot(Optional<Application> application, Optional<Instance> instance) {}
