package org.fanfare.protocol;

import java.util.Objects;
import org.fanfare.protocol.JsonText.Kind;
import org.fanfare.topic.Field;
import org.fanfare.topic.Fields;

/** The members of a payload, as filters read them. Immutable; of a name that stands there twice, the last counts. */
public final class PayloadFields implements Fields {
    private final JsonObjectText object;

    private PayloadFields(JsonObjectText object) {
        this.object = object;
    }

    /** The members of a compact payload; none if it is no object. Scans the payload once. */
    public static Fields of(String payload) {
        return JsonText.kind(payload) == Kind.OBJECT ? new PayloadFields(JsonObjectText.lenient(payload)) : Fields.NONE;
    }

    @Override
    public Field get(String member) {
        Kind kind = object.kind(member);
        if (kind == null) {
            return Field.Plain.ABSENT;
        }
        return switch (kind) {
            case STRING -> new Field.Text(JsonText.unquote(raw(member)));
            case NUMBER -> new Field.Decimal(raw(member));
            case BOOLEAN -> new Field.Bool(raw(member).equals("true"));
            case OBJECT -> new Field.Nested(of(raw(member)));
            case ARRAY -> Field.Plain.ARRAY;
            case NULL -> Field.Plain.NULL;
        };
    }

    private String raw(String member) {
        return Objects.requireNonNull(object.raw(member));
    }
}
