package io.claviger.cli;

/** Shows on the terminal how far a long command is; without a terminal, a line now and then. */
final class Progress {
    private static final int WIDTH = 30;
    private static final long LINE_EACH_NANOS = 10_000_000_000L;

    private final Terminal terminal;
    private final int all;
    private int done;
    private long lastLine = System.nanoTime();

    Progress(Terminal terminal, int all) {
        this.terminal = terminal;
        this.all = all;
    }

    synchronized void add() {
        done++;
        int percent = 100 * done / all;
        if (terminal.interactive()) {
            int filled = WIDTH * done / all;
            terminal.err()
                    .print("\r[%s%s] %d %%  %d of %d "
                            .formatted("#".repeat(filled), ".".repeat(WIDTH - filled), percent, done, all));
            terminal.err().flush();
        } else if (System.nanoTime() - lastLine > LINE_EACH_NANOS) {
            lastLine = System.nanoTime();
            terminal.err().println("%d of %d".formatted(done, all));
        }
    }

    void end() {
        if (terminal.interactive()) {
            terminal.err().println();
        }
    }
}
