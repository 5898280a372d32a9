package org.fanfare.testkit.broker;

import java.util.Arrays;
import java.util.List;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientRequestor;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;

/** Manages an Artemis broker by its own management messages, one connection per call. */
record BrokerControl(int port) {
    private static final int LIMIT_MILLIS = 20_000;

    private interface Request {
        void fill(ClientMessage message) throws Exception;
    }

    static BrokerControl of(int port) {
        return new BrokerControl(port);
    }

    /** Calls an operation of a resource, such as {@code address.NAME}. */
    void invoke(String resource, String operation, Object... arguments) {
        request(message -> ManagementHelper.putOperationInvocation(message, resource, operation, arguments));
    }

    /** Reads an attribute that is a list of names. */
    List<String> names(String resource, String attribute) {
        Object names = request(message -> ManagementHelper.putAttribute(message, resource, attribute));
        return Arrays.stream((Object[]) names).map(Object::toString).toList();
    }

    private Object request(Request request) {
        try (ServerLocator locator = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + port);
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = factory.createSession(
                        ArtemisBroker.USER, ArtemisBroker.PASSWORD, false, true, true, false, 1)) {
            session.start();
            // Closed with its session.
            ClientRequestor requestor = new ClientRequestor(session, "activemq.management");
            ClientMessage message = session.createMessage(false);
            request.fill(message);
            ClientMessage reply = requestor.request(message, LIMIT_MILLIS);
            if (reply == null || !ManagementHelper.hasOperationSucceeded(reply)) {
                throw new IllegalStateException("the broker refused: " + reply);
            }
            Object result = ManagementHelper.getResult(reply);
            return result == null ? "" : result;
        } catch (Exception e) {
            throw new IllegalStateException("cannot manage the broker at port " + port, e);
        }
    }
}
