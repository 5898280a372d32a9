package org.fanfare.cluster;

import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot as messages for one that joins, each when it is asked for: parts of at most {@value Packer#MAX_BYTES} bytes (an item
 * alone may be larger), then the end. For one thread at a time.
 */
final class SnapshotPacker {
    /** Items of one type and how they are written. */
    private record Section<T>(List<T> items, BiConsumer<WireWriter, T> writer) {
        void write(WireWriter out, int index) {
            writer.accept(out, items.get(index));
        }
    }

    private final Wire wire;
    private final Header header;
    private final String joiner;
    private final int attempt;
    private final Snapshot snapshot;
    private final List<Section<?>> sections;
    private int section;
    private int item;
    private int parts;
    private boolean ended;

    /**
     * Begins a transfer.
     *
     * @param node who hands on its state
     * @param joiner who asked for it
     * @param attempt what the question was numbered with
     */
    SnapshotPacker(Wire wire, String node, UUID nonce, String joiner, int attempt, Snapshot snapshot) {
        this.wire = wire;
        this.header = wire.header(node, nonce);
        this.joiner = joiner;
        this.attempt = attempt;
        this.snapshot = snapshot;
        this.sections = List.of(
                new Section<>(snapshot.log().events(), SnapshotFormat::write),
                new Section<>(snapshot.log().streams(), SnapshotFormat::write),
                new Section<>(snapshot.log().forgottenStreams(), SnapshotFormat::write),
                new Section<>(snapshot.log().topicFloors(), SnapshotFormat::write),
                new Section<>(snapshot.log().namespaceFloors(), SnapshotFormat::write),
                new Section<>(snapshot.keys(), SnapshotFormat::write),
                new Section<>(snapshot.presence(), SnapshotFormat::write));
    }

    String joiner() {
        return joiner;
    }

    /** The next message, or null after the end. */
    byte @Nullable [] next() {
        if (ended) {
            return null;
        }
        skipEmptySections();
        if (section < sections.size()) {
            return part();
        }
        ended = true;
        return wire.write(new Message.TransferEnd(
                header,
                joiner,
                attempt,
                parts,
                snapshot.position(),
                snapshot.log().completeSinceSeconds()));
    }

    private byte[] part() {
        WireWriter out = new WireWriter(Packer.MAX_BYTES + Packer.MAX_BYTES / 8);
        header.write(out);
        Bodies.beginTransferPart(out, joiner, attempt, parts++);
        int countAt = out.size() - Integer.BYTES;
        int count = 0;
        while (section < sections.size()) {
            int before = out.size();
            sections.get(section).write(out, item);
            if (out.size() > Packer.MAX_BYTES && count > 0) {
                out.truncate(before);
                break;
            }
            count++;
            item++;
            skipEmptySections();
        }
        out.patch32(countAt, count);
        return out.toBytes();
    }

    /** Stands at the next item, or past the last section. */
    private void skipEmptySections() {
        while (section < sections.size()
                && item == sections.get(section).items().size()) {
            section++;
            item = 0;
        }
    }
}
