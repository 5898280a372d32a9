package org.fanfare.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A push server that speaks the floor's SSE and publish paths, and does to each payload what it is told to. */
final class FaultyServer implements AutoCloseable {
    private final Function<String, List<String>> fate;
    private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /**
     * Starts to listen.
     *
     * @param fate what is pushed, in this order, when a payload is published
     */
    FaultyServer(Function<String, List<String>> fate) throws IOException {
        this.fate = fate;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/floor/events", this::open);
        server.createContext("/floor/publish", this::publish);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void open(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream stream = exchange.getResponseBody();
        push(stream, "welcome");
        streams.add(stream);
    }

    private synchronized void publish(HttpExchange exchange) throws IOException {
        String payload = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        for (String pushed : fate.apply(payload)) {
            for (OutputStream stream : streams) {
                push(stream, pushed);
            }
        }
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    private static void push(OutputStream stream, String data) throws IOException {
        stream.write(("data: " + data + "\n\n").getBytes(UTF_8));
        stream.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
