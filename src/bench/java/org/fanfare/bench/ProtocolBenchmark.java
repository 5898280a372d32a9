package org.fanfare.bench;

import java.util.concurrent.TimeUnit;
import org.fanfare.event.Event;
import org.fanfare.event.EventId;
import org.fanfare.event.Publication;
import org.fanfare.protocol.ClientMessage;
import org.fanfare.protocol.DataText;
import org.fanfare.protocol.DecodeContext;
import org.fanfare.protocol.MessageDecoder;
import org.fanfare.protocol.ProtocolException;
import org.fanfare.protocol.RequestLimits;
import org.fanfare.topic.Topic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** How long it takes to read a publish of a 200-byte payload, to refuse what is none, and to write its event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
public class ProtocolBenchmark {
    private static final String PAYLOAD =
            "{\"symbol\":\"AAPL\",\"bid\":189.25,\"ask\":189.50,\"note\":\"" + "n".repeat(147) + "\"}";

    private final DecodeContext context = new DecodeContext(null, new RequestLimits(100, 65_536));
    private final String compact =
            "{\"action\":\"publish\",\"id\":17,\"topic\":\"market.quotes\",\"event\":\"UPDATED\",\"payload\":" + PAYLOAD
                    + "}";
    private final String spaced = compact.replace("\":", "\" : ").replace(",", ", ");
    private final String garbage = compact.substring(0, compact.length() - 1);
    private final Event event = new Event(
            new EventId("k3f9q2ab", 345),
            new Publication(new Topic("market.quotes"), "UPDATED", PAYLOAD, "ann", null, null, null),
            1_790_000_000_123L);

    @Benchmark
    public ClientMessage readPublish() {
        return MessageDecoder.decode(compact, context);
    }

    @Benchmark
    public ClientMessage readPublishWithWhiteSpace() {
        return MessageDecoder.decode(spaced, context);
    }

    @Benchmark
    public Object refuseGarbage() {
        try {
            return MessageDecoder.decode(garbage, context);
        } catch (ProtocolException e) {
            return e.code();
        }
    }

    @Benchmark
    public String writeData() {
        return DataText.of(event);
    }
}
