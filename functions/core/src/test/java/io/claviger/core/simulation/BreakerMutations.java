package io.claviger.core.simulation;

import io.claviger.core.fake.InMemoryBreaker;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Breakers without one of their rules. */
final class BreakerMutations {
    private BreakerMutations() {}

    static Mutation breakerNeverCloses() {
        return breaker(() -> new InMemoryBreaker(SimulatedBreaker.POLICY) {
            @Override
            public Optional<Instant> close() {
                return Optional.empty();
            }
        });
    }

    static Mutation everyCallMayProbe() {
        return breaker(() -> new InMemoryBreaker(SimulatedBreaker.POLICY) {
            @Override
            public boolean probe(Instant now, Instant next) {
                return true;
            }
        });
    }

    /** Answers count as silence, refusals among them. */
    static Mutation answersOpenTheBreaker() {
        return breaker(() -> new InMemoryBreaker(SimulatedBreaker.POLICY) {
            @Override
            public Ends leave(OptionalInt place, Ends ended, Instant now) {
                return super.leave(place, new Ends(0, ended.answered() + ended.silent()), now);
            }
        });
    }

    private static Mutation breaker(Supplier<InMemoryBreaker> how) {
        return new Mutation() {
            @Override
            public InMemoryBreaker breaker() {
                return how.get();
            }
        };
    }
}
