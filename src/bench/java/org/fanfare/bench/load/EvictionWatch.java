package org.fanfare.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees when the server gives up clients that do not read. A client that does not read cannot see its connection closed, so this looks at the
 * server's end of it in the kernel's table ({@code /proc/net/tcp}, proc(5)): evicted is what is no longer established.
 */
final class EvictionWatch {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";

    private final int serverPort;
    private final Set<Integer> clientPorts = new HashSet<>();
    private final int watched;
    private long firstNanos = -1;
    private long lastNanos = -1;

    EvictionWatch(int serverPort, List<Client> clients) {
        this.serverPort = serverPort;
        clients.forEach(client -> clientPorts.add(client.localPort()));
        this.watched = clients.size();
    }

    /** Looks once. Takes about a millisecond for a thousand connections. */
    void look(long now) throws IOException {
        if (clientPorts.isEmpty()) {
            return;
        }
        Set<Integer> established = new HashSet<>();
        for (Path table : TABLES) {
            if (Files.isReadable(table)) {
                try (Stream<String> rows = Files.lines(table)) {
                    rows.forEach(row -> addPeer(row, established));
                }
            }
        }
        if (clientPorts.retainAll(established)) {
            firstNanos = firstNanos < 0 ? now : firstNanos;
            lastNanos = now;
        }
    }

    private void addPeer(String row, Set<Integer> peers) {
        String[] fields = row.strip().split(" +", 5);
        if (fields.length == 5 && fields[3].equals(ESTABLISHED) && port(fields[1]) == serverPort) {
            peers.add(port(fields[2]));
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    /** How many clients the server has given up. */
    int evicted() {
        return watched - clientPorts.size();
    }

    /** When the first was seen to be gone; -1 if none was. */
    long firstNanos() {
        return firstNanos;
    }

    /** When the last was seen to be gone; -1 if none was. */
    long lastNanos() {
        return lastNanos;
    }
}
