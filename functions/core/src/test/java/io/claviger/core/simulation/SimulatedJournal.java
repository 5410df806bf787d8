package io.claviger.core.simulation;

import io.claviger.core.fake.FakeAdobe;
import io.claviger.core.journal.Entry;
import io.claviger.core.journal.Event;
import io.claviger.core.journal.EventPublisher;
import io.claviger.core.journal.Journal;

/** Reads every entry and event as an operator would. */
final class SimulatedJournal implements Journal, EventPublisher {
    private final World world;

    SimulatedJournal(World world) {
        this.world = world;
    }

    @Override
    public void note(Entry entry) {
        world.trace().note(() -> Telling.of(entry));
        showsNoSecret(entry);
        world.seen().entry(entry);
        world.network().running().ifPresent(me -> {
            switch (entry) {
                case Entry.ClientMade(var _, var client) -> {
                    me.writtenDown(client);
                    world.clientWatch().writtenDown(client);
                }
                case Entry.ClientLeftBehind(var _, var client) -> {
                    me.writtenDown(client);
                    world.clientWatch().leftBehind(client);
                }
                case Entry.ClientPossiblyLeftBehind(var key, var _, var _) ->
                    world.clientWatch().possiblyLeftBehind(key);
                case Entry.TokenVended _,
                        Entry.VendRefused _,
                        Entry.TokenRefreshed _,
                        Entry.TokenExpired _,
                        Entry.CoolDownBegun _,
                        Entry.ClientSalvaged _,
                        Entry.SealBroken _,
                        Entry.InstanceChanged _,
                        Entry.ApplicationStored _,
                        Entry.StatementChecked _,
                        Entry.ApplicationsChecked _,
                        Entry.Swept _ -> {}
            }
        });
    }

    @Override
    public boolean publish(Event event) {
        showsNoSecret(event);
        world.seen().count("event " + event.getClass().getSimpleName());
        return world.network().call("events.publish", () -> true, () -> false);
    }

    void showsNoSecret(Object shown) {
        String text = shown.toString();
        world.verdict()
                .check(
                        Promise.NO_SECRET_SHOWS,
                        !text.contains(FakeAdobe.MARK) && !text.contains(Cast.ADDRESSES),
                        () -> "a secret shows in " + text);
    }
}
