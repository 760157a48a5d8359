import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import types.Converter;

/** Reads every sample into its generated type and writes it again: nothing but nulls may be lost or added. */
public final class Main {
    private static final ObjectMapper EXACT =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Main() {}

    /** Where the first value differs from the second, or null; a null is as good as nothing. */
    private static String difference(JsonNode a, JsonNode b, String place) {
        if (isNothing(a) && isNothing(b)) {
            return null;
        }
        if (a != null && b != null) {
            if (a.isObject() && b.isObject()) {
                return ofMembers(a, b, place);
            }
            if (a.isArray() && b.isArray() && a.size() == b.size()) {
                return ofItems(a, b, place);
            }
            boolean numbers = a.isNumber() && b.isNumber();
            if (numbers ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b)) {
                return null;
            }
        }
        return place + ": " + a + " became " + b;
    }

    private static boolean isNothing(JsonNode node) {
        return node == null || node.isNull();
    }

    private static String ofMembers(JsonNode a, JsonNode b, String place) {
        for (JsonNode side : List.of(a, b)) {
            Iterator<String> names = side.fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                String found = difference(a.get(name), b.get(name), place + "/" + name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static String ofItems(JsonNode a, JsonNode b, String place) {
        for (int index = 0; index < a.size(); index++) {
            String found = difference(a.get(index), b.get(index), place + "/" + index);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String check(Path path) throws IOException, ReflectiveOperationException {
        String text = Files.readString(path);
        String kind = path.getFileName().toString().replaceFirst("\\..*", "");
        Object value = Converter.class.getMethod(kind + "FromJsonString", String.class).invoke(null, text);
        Method write = Converter.class.getMethod(kind + "ToJsonString", value.getClass());
        return difference(EXACT.readTree(text), EXACT.readTree((String) write.invoke(null, value)), "");
    }

    public static void main(String[] folder) throws IOException, ReflectiveOperationException {
        int failures = 0;
        List<Path> paths;
        try (Stream<Path> found = Files.list(Path.of(folder[0]))) {
            paths = found.sorted().toList();
        }
        for (Path path : paths) {
            String found = check(path);
            if (found != null) {
                failures++;
                System.out.println(path.getFileName() + " " + found);
            }
        }
        System.out.println(paths.size() + " samples read, " + failures + " failures");
        System.exit(failures == 0 && !paths.isEmpty() ? 0 : 1);
    }
}
