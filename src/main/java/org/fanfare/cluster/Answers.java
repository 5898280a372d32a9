package org.fanfare.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.fanfare.event.Event;
import org.jspecify.annotations.Nullable;

/** What this node was asked for and answers to all, a message at a time (R18). Guarded by the member. */
final class Answers {
    private static final int MAX_TASKS = 64;
    private static final int MAX_EVENTS = 20_000;
    private static final long REPEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Gives what this node holds of a stream, in order. */
    @FunctionalInterface
    interface Source {
        List<Event> held(String stream, long from, long to);
    }

    /** One range that is being answered. */
    private static final class Task {
        private final String stream;
        private final long to;
        private final List<Event> events;
        private long from;
        private int index;

        Task(String stream, long from, long to, List<Event> events) {
            this.stream = stream;
            this.from = from;
            this.to = to;
            this.events = events;
        }
    }

    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Map<Range, Long> answered = new LinkedHashMap<>();
    private long given;

    /**
     * Takes a request.
     *
     * @param last the number up to which this node has all of the stream
     * @param source gives what it holds
     */
    void ask(Range range, long last, Source source, long nowNanos) {
        answered.values().removeIf(at -> nowNanos - at >= REPEAT_NANOS);
        long to = Math.min(range.to(), last);
        if (to < range.from() || tasks.size() >= MAX_TASKS || isUnderWay(range)) {
            return;
        }
        Range start = new Range(range.stream(), range.from(), range.from());
        if (answered.putIfAbsent(start, nowNanos) != null) {
            return;
        }
        List<Event> events = source.held(range.stream(), range.from(), to);
        if (events.size() > MAX_EVENTS) {
            to = events.get(MAX_EVENTS - 1).id().seq();
            events = List.copyOf(events.subList(0, MAX_EVENTS));
        }
        tasks.add(new Task(range.stream(), range.from(), to, events));
    }

    private boolean isUnderWay(Range range) {
        return tasks.stream()
                .anyMatch(task ->
                        task.stream.equals(range.stream()) && task.from <= range.from() && range.from() <= task.to);
    }

    /**
     * The next message of the range that has waited longest; null if nothing was asked for.
     *
     * @param packers makes a packer for a range
     */
    byte @Nullable [] next(Function<Range, Packer> packers) {
        Task task = tasks.poll();
        if (task == null) {
            return null;
        }
        Packer packer = packers.apply(new Range(task.stream, task.from, task.to));
        while (task.index < task.events.size() && packer.add(task.events.get(task.index))) {
            task.index++;
        }
        if (task.index < task.events.size()) {
            task.from = packer.last() + 1;
            tasks.add(task);
        }
        given++;
        return packer.toMessage();
    }

    /** How many messages were answered. */
    long given() {
        return given;
    }
}
