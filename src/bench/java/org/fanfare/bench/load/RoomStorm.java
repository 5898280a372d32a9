package org.fanfare.bench.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.fanfare.testkit.Until;

/**
 * What one member is told while thousands join its room on the other node, and how soon the room is right again when that node dies.
 * Leaves the stage with one node.
 */
final class RoomStorm {
    private static final String ROOM = "storm";
    private static final int AT_ONCE = 64;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final int members;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RoomStorm(boolean brief) {
        this.members = brief ? 500 : 5_000;
    }

    List<Figure> figures(ClusterStage stage) throws InterruptedException {
        URI here = stage.nodes().get(0).http();
        URI there = stage.nodes().get(1).http();
        try (var witness = new RoomWitness(client, here, ROOM)) {
            Until.holds("the witness has joined", LIMIT, () -> witness.count() == 1);
            long before = witness.bytes();
            long messages = witness.messages();
            long begun = System.nanoTime();
            int refused = join(there);
            double joined = secondsSince(begun);
            Until.holds("the witness knows of all", LIMIT, () -> witness.named() >= members - refused);
            double told = secondsSince(begun);
            long bytes = witness.bytes() - before;
            messages = witness.messages() - messages;

            long atLeaving = witness.bytes();
            long named = witness.named();
            stage.nodes().get(1).kill();
            long killed = System.nanoTime();
            Until.holds("the room is right", LIMIT, () -> body(here).contains("\"count\":1}"));
            double right = secondsSince(killed);
            Until.holds(
                    "the witness knows that all have left", LIMIT, () -> witness.named() - named >= members - refused);
            return List.of(
                    Figure.of("rooms: " + members + " members joined on the other node", joined, "s"),
                    Figure.of("  until one member was told of all", told, "s"),
                    Figure.of("  told by messages", (double) messages, ""),
                    Figure.of("  of bytes together", (double) bytes, "B"),
                    Figure.none("  refused", refused),
                    Figure.of("  their node killed: the room right again", right, "s"),
                    Figure.of("  until one member was told of all", secondsSince(killed), "s"),
                    Figure.of("  by bytes", (double) (witness.bytes() - atLeaving), "B"));
        }
    }

    /** Lets all join, some at a time; returns how many were refused. */
    private int join(URI node) throws InterruptedException {
        var request = HttpRequest.newBuilder(node.resolve("api/rooms/" + ROOM + "/members"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        var free = new Semaphore(AT_ONCE);
        for (int i = 0; i < members; i++) {
            free.acquire();
            answers.add(client.sendAsync(request, BodyHandlers.discarding()).handle((response, failure) -> {
                free.release();
                return failure == null && response.statusCode() == 201;
            }));
        }
        return (int) answers.stream().filter(joined -> !joined.join()).count();
    }

    private String body(URI node) {
        var request = HttpRequest.newBuilder(node.resolve("api/topics/room:" + ROOM + "/presence?counts=true"))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).join().body();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
