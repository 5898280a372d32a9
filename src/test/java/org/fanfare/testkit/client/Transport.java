package org.fanfare.testkit.client;

import java.net.URI;

/** The ways to connect. */
public enum Transport {
    WEBSOCKET {
        @Override
        public TestClient client(URI base) {
            return new WebSocketClient(base, WebSocketLink.PLAIN);
        }
    },
    WEBSOCKET_BATCH {
        @Override
        public TestClient client(URI base) {
            return new WebSocketClient(base, WebSocketLink.BATCH);
        }
    },
    SSE {
        @Override
        public TestClient client(URI base) {
            return new SseClient(base);
        }
    },
    POLL {
        @Override
        public TestClient client(URI base) {
            return new PollClient(base);
        }
    };

    /**
     * Makes a client that is not connected yet.
     *
     * @param base the application's address, with a slash at its end
     */
    public abstract TestClient client(URI base);
}
