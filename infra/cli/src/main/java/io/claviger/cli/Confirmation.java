package io.claviger.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Asks before something that cannot be taken back. */
final class Confirmation {
    private final Terminal terminal;

    @Option(names = "--yes", order = 90, description = "Do not ask.")
    private boolean yes;

    Confirmation(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * @param effect what will happen, with the number of viewers that it affects
     * @throws Failure if nobody says yes
     */
    void require(String effect) {
        terminal.err().println(effect);
        if (yes) {
            return;
        }
        Optional<String> answer = terminal.ask("Go on? [y/N]");
        if (answer.filter(text -> text.strip().equalsIgnoreCase("y")).isEmpty()) {
            throw new Failure(
                    ExitCode.NOT_CONFIRMED,
                    answer.isPresent() ? "nothing was done" : "nothing was done: nobody can answer, so give --yes");
        }
    }

    static String viewers(int number) {
        return number == 1 ? "1 viewer" : number + " viewers";
    }
}
