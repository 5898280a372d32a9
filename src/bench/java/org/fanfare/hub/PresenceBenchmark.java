package org.fanfare.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fanfare.presence.Change;
import org.fanfare.presence.Presence;
import org.fanfare.presence.Roll;
import org.fanfare.presence.Sitting;
import org.fanfare.topic.Topic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How long a node takes to read and apply the announcements of 5,000 who come to one room and go, to let a node with 5,000 members die
 * and live again, and to list 1,000 of them. It stands in the package of what it measures, which nobody else sees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
public class PresenceBenchmark {
    static final Topic ROOM = new Topic("room:lobby");
    static final int MEMBERS = 5_000;
    private static final int CHANGES = 200;

    private final List<String> coming = new ArrayList<>();
    private final List<String> going = new ArrayList<>();
    private Presence presence;
    private long seq;
    private int told;

    static Sitting sitting(int i) {
        String handle = Long.toString(0x7ABCDEF012345678L - i * 7919L, 36) + Long.toString(0x7123456789ABCDEFL + i, 36);
        return new Sitting(
                ROOM,
                handle,
                "user-" + (100_000 + i),
                1_790_000_000_000L,
                1_790_000_000_000L,
                "{\"color\":\"#336699\"}");
    }

    /** The announcements as a node sends them. */
    static List<String> announcements(int members, boolean coming) {
        List<String> texts = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            Sitting sitting = sitting(i);
            changes.add(coming ? new Change.Here(sitting) : new Change.Gone(ROOM, sitting.handle()));
            if (changes.size() == CHANGES || i == members - 1) {
                texts.add(PresenceText.write(changes));
                changes.clear();
            }
        }
        return texts;
    }

    /** Lets two nodes have 5,000 members each, of which those of one come and go. */
    @Setup(Level.Trial)
    public void fill() {
        coming.addAll(announcements(MEMBERS, true));
        going.addAll(announcements(MEMBERS, false));
        presence = new Presence();
        presence.listen((topic, user, wasPresent) -> told++);
        presence.show("stays");
        presence.show("moves");
        coming.forEach(text -> presence.apply("stays", ++seq, PresenceText.read(text)));
    }

    @Benchmark
    public int fiveThousandComeAndGo() {
        coming.forEach(text -> presence.apply("moves", ++seq, PresenceText.read(text)));
        going.forEach(text -> presence.apply("moves", ++seq, PresenceText.read(text)));
        return told;
    }

    @Benchmark
    public int aNodeWithFiveThousandDiesAndLivesAgain() {
        presence.hide("stays");
        presence.show("stays");
        return told;
    }

    @Benchmark
    public Roll aThousandAreListed() {
        return presence.roll(ROOM, null, 1_000, 128 << 10);
    }
}
