package org.fanfare.transport.websocket;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;
import org.fanfare.hub.Hub;
import org.jspecify.annotations.Nullable;

/**
 * Makes the endpoints, one for each connection. Left to itself, Payara finds out for each of them anew what is to be injected, and keeps
 * that for as long as the connection lasts. Thread-safe.
 */
public class Endpoints extends ServerEndpointConfig.Configurator {
    private record Parts(Hub hub, WebSockets sockets) {
        static Parts find() {
            CDI<Object> beans = CDI.current();
            return new Parts(
                    beans.select(Hub.class).get(),
                    beans.select(WebSockets.class).get());
        }
    }

    private volatile @Nullable Parts parts;

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        Parts known = parts;
        if (known == null) {
            known = Parts.find();
            parts = known;
        }
        return type.cast(type == RoomEndpoint.class ? room(known) : root(known));
    }

    private static FanfareEndpoint root(Parts parts) {
        FanfareEndpoint endpoint = new FanfareEndpoint();
        endpoint.hub = parts.hub;
        endpoint.sockets = parts.sockets;
        return endpoint;
    }

    private static RoomEndpoint room(Parts parts) {
        RoomEndpoint endpoint = new RoomEndpoint();
        endpoint.hub = parts.hub;
        endpoint.sockets = parts.sockets;
        return endpoint;
    }
}
