package io.claviger.core.fake;

import io.claviger.core.application.Applications;
import io.claviger.core.application.SoftwareStatements;
import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.instance.Instances;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.vault.CredentialVault;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;

/** Crashes a process before or after one of its port calls, counted from one. The process loses its memory. */
public final class CrashPoint {
    private final int fatalCall;
    private final boolean before;
    private int calls;
    private String lastCall = "";

    /** @param before whether the process crashes before the call, or after its work is done */
    public CrashPoint(int fatalCall, boolean before) {
        this.fatalCall = fatalCall;
        this.before = before;
    }

    /** Whether the process made enough calls to crash. */
    public boolean reached() {
        return calls >= fatalCall;
    }

    /** The call at which the process crashed, or its last call. */
    public String lastCall() {
        return lastCall;
    }

    public Ports of(Ports ports) {
        return new Ports(
                mortal(Applications.class, ports.applications()),
                mortal(SoftwareStatements.class, ports.softwareStatements()),
                mortal(Instances.class, ports.instances()),
                mortal(CredentialVault.class, ports.vault()),
                mortal(AuthorizationServer.class, ports.adobe()),
                ports.pacing(),
                ports.refreshQueue(),
                ports.revocationEvidence(),
                mortal(EventPublisher.class, ports.eventPublisher()),
                ports.journal(),
                ports.pause());
    }

    private <P> P mortal(Class<P> port, P real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            calls++;
            boolean fatal = calls == fatalCall;
            if (calls <= fatalCall) {
                lastCall = port.getSimpleName().toLowerCase(Locale.ROOT) + "." + method.getName();
            }
            if (fatal && before) {
                throw new Crash();
            }
            try {
                Object answer = method.invoke(real, arguments);
                if (fatal) {
                    throw new Crash();
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }
}
