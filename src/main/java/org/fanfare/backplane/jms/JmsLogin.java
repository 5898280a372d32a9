package org.fanfare.backplane.jms;

/** A user of the broker, for connection factories that name none. */
public record JmsLogin(String user, String password) {

    /** The user alone. */
    @Override
    public String toString() {
        return user;
    }
}
