package org.fanfare.chaos;

import java.util.HashMap;
import java.util.Map;
import org.fanfare.chaos.Findings.Fault;

/** Reads the records of a run and says what the cluster promised and did not keep. */
final class Checker {
    private final Records records;
    private final Findings findings = new Findings();
    private final Truth truth;

    private Checker(Records records) {
        this.records = records;
        this.truth = new Truth(records.origins(), records.endedPlaces(), findings);
    }

    /** Checks everything. */
    static Findings check(Records records) {
        return new Checker(records).all();
    }

    private Findings all() {
        records.publishers().forEach(this::learn);
        records.clients().forEach(this::learn);
        truth.findDoubles();
        records.publishers().forEach(this::publisher);
        for (ClientRecord.Page client : records.clients()) {
            new ClientCheck(client, truth, records, findings).run();
        }
        return findings;
    }

    private void learn(PublisherRecord.Page publisher) {
        for (int number = 1; number <= publisher.sent(); number++) {
            if (publisher.id(number) != PublisherRecord.NONE) {
                truth.acknowledged(publisher.id(number), Content.of(publisher.publisher(), number));
            }
        }
    }

    private void learn(ClientRecord.Page client) {
        Walk walk = new Walk(client.notes());
        for (int i = 0; i < client.size(); i++) {
            walk.to(i);
            truth.seen(client.id(i), client.content(i), walk.place());
        }
    }

    private void publisher(PublisherRecord.Page publisher) {
        findings.count("published", publisher.sent());
        findings.count("acknowledged", publisher.acknowledged());
        findings.count("acknowledged as duplicates", publisher.duplicates());
        publisher.refusals().forEach((code, times) -> findings.count("refused " + code, times));
        for (PublisherRecord.Contradiction each : publisher.contradictions()) {
            findings.found(
                    Fault.TWO_EVENTS_FOR_ONE_PUBLISH,
                    Truth.show(Content.of(publisher.publisher(), each.number())) + " was acknowledged as "
                            + records.origins().text(each.first()) + " and "
                            + records.origins().text(each.second()));
        }
        Map<Long, Long> newest = new HashMap<>();
        for (int number = 1; number <= publisher.sent(); number++) {
            long id = publisher.id(number);
            if (id == PublisherRecord.NONE) {
                continue;
            }
            long way = (long) publisher.connections().get(number) << Integer.SIZE | Origins.origin(id);
            Long before = newest.put(way, id);
            if (before != null && before > id) {
                findings.found(
                        Fault.PUBLISH_ORDER,
                        Truth.show(Content.of(publisher.publisher(), number)) + " is "
                                + records.origins().text(id) + ", the one before "
                                + records.origins().text(before));
            }
        }
    }
}
