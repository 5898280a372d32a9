package org.fanfare.transport.websocket;

import jakarta.websocket.Encoder;
import org.fanfare.session.Batch;

/** Writes the messages of a batch into one text frame, parted by line feeds. */
public final class BatchEncoder implements Encoder.Text<Batch> {
    @Override
    public String encode(Batch batch) {
        return batch.joined();
    }
}
