package io.claviger.benchmarks.cache;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a fresh token in memory costs. All threads ask for the same one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Hit {
    @Param
    public Library library = Library.CLAVIGER;

    private TokenKeeper keeper = () -> "";

    @Setup
    public void keep() {
        keeper = library.keep(new Upstream(), TokenKeeper.State.FRESH);
    }

    @Benchmark
    public String token() {
        return keeper.token();
    }
}
