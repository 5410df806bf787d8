package io.claviger.core.simulation;

import io.claviger.core.authorizationserver.AuthorizationServer;
import io.claviger.core.authorizationserver.ClientIp;
import io.claviger.core.authorizationserver.Device;
import io.claviger.core.authorizationserver.Failure;
import io.claviger.core.authorizationserver.ProtectedApiAnswer;
import io.claviger.core.authorizationserver.RegistrationAnswer;
import io.claviger.core.authorizationserver.ServiceProvider;
import io.claviger.core.authorizationserver.TokenAnswer;
import io.claviger.core.credentials.AccessToken;
import io.claviger.core.credentials.ClientCredentials;
import io.claviger.core.credentials.RedirectUri;
import io.claviger.core.credentials.SoftwareStatement;
import io.claviger.core.fake.InMemoryPacing;
import io.claviger.core.pacing.DevicePacing;
import io.claviger.core.simulation.Functions.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Mutations of upstream calls: a wrong request, or a wrong reading of Adobe's answer. */
final class CallMutations {
    private CallMutations() {}

    /** Delegates every call; a mutation overrides one. */
    abstract static class DelegatingAdobe implements AuthorizationServer {
        private final AuthorizationServer real;

        DelegatingAdobe(AuthorizationServer real) {
            this.real = real;
        }

        @Override
        public RegistrationAnswer register(
                SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
            return real.register(statement, redirectUri, device);
        }

        @Override
        public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
            return real.requestToken(credentials, device);
        }

        @Override
        public ProtectedApiAnswer callProtectedApi(AccessToken token, ServiceProvider serviceProvider, Device device) {
            return real.callProtectedApi(token, serviceProvider, device);
        }

        @Override
        public boolean refusesCalls() {
            return real.refusesCalls();
        }
    }

    static Mutation checkPresentsRealRedirectUri() {
        return checking(real -> new DelegatingAdobe(real) {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                return super.register(statement, Optional.empty(), device);
            }
        });
    }

    static Mutation outageIsTakenForRevocation() {
        return checking(real -> new DelegatingAdobe(real) {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                RegistrationAnswer answer = super.register(statement, redirectUri, device);
                return answer instanceof RegistrationAnswer.Failed(Failure.Unavailable _)
                        ? new RegistrationAnswer.StatementRefused(
                                RegistrationAnswer.StatementRefused.Code.INVALID_SOFTWARE_STATEMENT)
                        : answer;
            }
        });
    }

    static Mutation outageAtRegisterIsTakenForGoodStatement() {
        return checking(real -> new DelegatingAdobe(real) {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                RegistrationAnswer answer = super.register(statement, redirectUri, device);
                return answer instanceof RegistrationAnswer.Failed(Failure.Unavailable _)
                        ? new RegistrationAnswer.RedirectUriRefused()
                        : answer;
            }
        });
    }

    /** The check asks the token endpoint and the protected API, and never presents the statement. */
    static Mutation checkSkipsRegister() {
        return checking(real -> new DelegatingAdobe(real) {
            @Override
            public RegistrationAnswer register(
                    SoftwareStatement statement, Optional<RedirectUri> redirectUri, Device device) {
                return new RegistrationAnswer.RedirectUriRefused();
            }
        });
    }

    static Mutation tokensAreBelievedToLiveLonger() {
        return refreshing(real -> new DelegatingAdobe(real) {
            @Override
            public TokenAnswer requestToken(ClientCredentials credentials, Device device) {
                TokenAnswer answer = super.requestToken(credentials, device);
                return answer
                                instanceof
                                TokenAnswer.Issued(AccessToken token, var createdAt, OptionalLong life, var answeredAt)
                        ? new TokenAnswer.Issued(token, createdAt, OptionalLong.of(life.orElseThrow() + 30), answeredAt)
                        : answer;
            }
        });
    }

    static Mutation checksIgnoreTheirPace() {
        return Mutation.of(Role.CHECK, (ports, _) -> ports.withPacing(InMemoryPacing.unlimited()));
    }

    static Mutation pacingIsIgnored() {
        return Mutation.of(Role.TOKEN, (ports, _) -> ports.withPacing(InMemoryPacing.unlimited()));
    }

    /** Renewals have twice as many turns in the same time. */
    static Mutation backgroundTakesTheWholeRate() {
        return pacing(real -> new DelegatingPacing(real) {
            @Override
            public Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait) {
                return super.reserve(ip, maxWait.multipliedBy(2)).map(wait -> wait.dividedBy(2));
            }
        });
    }

    /** A renewal without a turn stays due. */
    static Mutation placesAreNow() {
        return pacing(real -> new DelegatingPacing(real) {
            @Override
            public Duration place(Optional<ClientIp> ip, Duration earliest, Duration latest) {
                return Duration.ZERO;
            }
        });
    }

    abstract static class DelegatingPacing implements DevicePacing {
        private final DevicePacing real;

        DelegatingPacing(DevicePacing real) {
            this.real = real;
        }

        @Override
        public Optional<Duration> reserve(Optional<ClientIp> ip, Duration maxWait) {
            return real.reserve(ip, maxWait);
        }

        @Override
        public Duration place(Optional<ClientIp> ip, Duration earliest, Duration latest) {
            return real.place(ip, earliest, latest);
        }

        @Override
        public Optional<Duration> countUnlessThrottled(Optional<ClientIp> ip) {
            return real.countUnlessThrottled(ip);
        }

        @Override
        public void holdBack(Optional<ClientIp> ip, Duration pause) {
            real.holdBack(ip, pause);
        }
    }

    private static Mutation pacing(UnaryOperator<DevicePacing> how) {
        return Mutation.of(Role.TOKEN, (ports, _) -> ports.withPacing(how.apply(ports.pacing())));
    }

    private static Mutation checking(UnaryOperator<AuthorizationServer> how) {
        return Mutation.of(Role.CHECK, (ports, _) -> ports.withAdobe(how.apply(ports.adobe())));
    }

    private static Mutation refreshing(UnaryOperator<AuthorizationServer> how) {
        return Mutation.of(Role.TOKEN, (ports, _) -> ports.withAdobe(how.apply(ports.adobe())));
    }
}
