package io.claviger.core.registration;

import io.claviger.core.authorizationserver.Device;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.instance.InstanceKey;

/**
 * Asks for an app's own client to be adopted.
 *
 * @param proveNow false for a fleet that is too large to prove, or whose addresses are unknown
 */
public record AdoptCommand(InstanceKey key, ClientCredentials credentials, Device device, boolean proveNow) {}
