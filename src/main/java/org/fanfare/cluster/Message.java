package org.fanfare.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fanfare.event.Event;
import org.fanfare.presence.PresenceDigest;

/** What a node says to all others. Closed: adding a kind does not compile until every visitor handles it. */
sealed interface Message {

    Header header();

    void accept(Visitor visitor);

    /**
     * Events of the sender's own stream, as many as the header says, from its first number on.
     *
     * @param confirm whether the sender waits for the position of a peer that has them
     */
    record Events(Header header, boolean confirm, List<Event> events) implements Message {
        public Events {
            events = List.copyOf(events);
            if (events.size() != header.count()) {
                throw new IllegalArgumentException(events.size() + " events, and " + header.count() + " in the header");
            }
            long seq = header.firstSeq();
            for (Event event : events) {
                if (event.id().seq() != seq++ || !event.id().node().equals(header.node())) {
                    throw new IllegalArgumentException("not the sender's next: " + event.id());
                }
            }
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.events(this);
        }
    }

    /**
     * A sign of life, and all that the sender has (R16).
     *
     * @param number 1, 2, 3 … in this run of the sender, so that it knows which of its beats it hears
     * @param clockMillis the sender's clock, in milliseconds since 1970-01-01T00:00Z
     * @param load how many sessions the sender has
     * @param lastSent the last number of its own stream that the sender sent, 0 for none
     * @param position the highest number that the sender has taken of each stream, dead ones too
     * @param dead the streams that the sender takes for dead
     * @param completeSinceSeconds since when the sender's log is complete (R8), in seconds since 1970-01-01T00:00Z
     * @param apartMillis for how long the sender did not hear itself, if that ended lately, else 0
     * @param presence the sender's own presence as of the last announcement that it sent
     */
    record Beat(
            Header header,
            NodeState state,
            long number,
            long clockMillis,
            int load,
            long lastSent,
            Map<String, Long> position,
            Set<String> dead,
            long completeSinceSeconds,
            long apartMillis,
            PresenceDigest presence)
            implements Message {
        public Beat {
            position = Map.copyOf(position);
            dead = Set.copyOf(dead);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.beat(this);
        }
    }

    /**
     * Asks for events that the sender lacks (R18).
     *
     * @param target the node that is to answer
     */
    record Ask(Header header, String target, List<Range> ranges) implements Message {
        public Ask {
            ranges = List.copyOf(ranges);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.ask(this);
        }
    }

    /**
     * All that the sender holds of a range, for whoever lacks it: numbers of the range that are not among the events are not held any
     * more.
     *
     * @param events by number; none outside the range
     */
    record Answer(Header header, Range range, List<Event> events) implements Message {
        public Answer {
            events = List.copyOf(events);
            long last = range.from() - 1;
            for (Event event : events) {
                long seq = event.id().seq();
                if (seq <= last || seq > range.to() || !event.id().node().equals(range.stream())) {
                    throw new IllegalArgumentException("not the next of the range: " + event.id());
                }
                last = seq;
            }
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.answer(this);
        }
    }

    /**
     * Asks one ready node for its whole state (R21).
     *
     * @param donor the node that is to answer
     * @param attempt 1, 2, 3 … in this run of the sender; named by every part of the answer
     */
    record TransferAsk(Header header, String donor, int attempt) implements Message {
        @Override
        public void accept(Visitor visitor) {
            visitor.transferAsk(this);
        }
    }

    /**
     * A part of the state of the sender.
     *
     * @param joiner who asked for it
     * @param attempt what the question was numbered with
     * @param index 0, 1, 2 …
     */
    record TransferPart(Header header, String joiner, int attempt, int index, Snapshot piece) implements Message {
        @Override
        public void accept(Visitor visitor) {
            visitor.transferPart(this);
        }
    }

    /**
     * The end of a transfer, without which its parts are worth nothing.
     *
     * @param parts how many there were
     * @param position the highest number that the sender had taken of each stream
     * @param completeSinceSeconds since when the sender's log is complete (R8), in seconds since 1970-01-01T00:00Z
     */
    record TransferEnd(
            Header header, String joiner, int attempt, int parts, Map<String, Long> position, long completeSinceSeconds)
            implements Message {
        public TransferEnd {
            position = Map.copyOf(position);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.transferEnd(this);
        }
    }

    /**
     * Asks a node to announce all of its presence anew: some of it is lost, or was never told (R26).
     *
     * @param owner whose presence it is
     */
    record Renew(Header header, String owner) implements Message {
        @Override
        public void accept(Visitor visitor) {
            visitor.renew(this);
        }
    }

    /** What cannot be read: of another version, or broken. What the header counts is missing (R12). */
    record Unreadable(Header header, String why) implements Message {
        @Override
        public void accept(Visitor visitor) {
            visitor.unreadable(this);
        }
    }

    /** Does what is to be done with each kind of message. */
    interface Visitor {
        void events(Events message);

        void beat(Beat message);

        void ask(Ask message);

        void answer(Answer message);

        void transferAsk(TransferAsk message);

        void transferPart(TransferPart message);

        void transferEnd(TransferEnd message);

        void renew(Renew message);

        void unreadable(Unreadable message);
    }
}
