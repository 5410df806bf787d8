package io.claviger.core.simulation;

import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;

/** Checks every entry and event, and records it. */
final class SimulatedJournal implements Journal, EventPublisher {
    private final World world;

    SimulatedJournal(World world) {
        this.world = world;
    }

    @Override
    public void note(Entry entry) {
        world.trace().note(() -> TraceFormat.of(entry));
        checkNoSecret(entry);
        world.coverage().entry(entry);
        world.network().currentRun().ifPresent(me -> {
            switch (entry) {
                case Entry.ClientMade(var _, var client) -> {
                    me.recorded(client);
                    world.clientInvariants().recorded(client);
                }
                case Entry.ClientLeftBehind(var _, var client) -> {
                    me.recorded(client);
                    world.clientInvariants().leftBehind(client);
                }
                case Entry.ClientPossiblyLeftBehind(var key, String attempt, var _) ->
                    world.clientInvariants().possiblyLeftBehind(key, attempt);
                case Entry.TokenVended _,
                        Entry.VendRefused _,
                        Entry.BookkeepingFailed _,
                        Entry.TokenRefreshed _,
                        Entry.RefreshPostponed _,
                        Entry.TokenExpired _,
                        Entry.CoolDownBegun _,
                        Entry.ClientSalvaged _,
                        Entry.SealBroken _,
                        Entry.ProbeStopped _,
                        Entry.QuarantineHeldBack _,
                        Entry.InstanceChanged _,
                        Entry.ApplicationStored _,
                        Entry.EnrolmentCodeIssued _,
                        Entry.EnrolmentKeyChanged _,
                        Entry.EnrolmentsLimited _,
                        Entry.DeviceRefused _,
                        Entry.EnrolmentCheckFailed _,
                        Entry.DeviceEnrolled _,
                        Entry.DeviceKeyRevoked _,
                        Entry.StatementChecked _,
                        Entry.ApplicationsChecked _,
                        Entry.InstancesCounted _,
                        Entry.Swept _,
                        Entry.BreakerOpened _,
                        Entry.BreakerStaysOpen _,
                        Entry.BreakerClosed _ -> {}
            }
        });
    }

    @Override
    public boolean publish(Event event) {
        checkNoSecret(event);
        world.coverage().count("event " + event.getClass().getSimpleName());
        return world.network().call("events.publish", () -> true, () -> false);
    }

    void checkNoSecret(Object shown) {
        String text = shown.toString();
        world.invariants()
                .check(
                        Invariant.NO_SECRET_SHOWS,
                        !text.contains(FakeAdobe.MARK) && !text.contains(Population.ADDRESS_PREFIX),
                        () -> "a secret is in " + text);
    }
}
