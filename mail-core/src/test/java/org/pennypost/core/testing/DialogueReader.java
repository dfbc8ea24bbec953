package org.pennypost.core.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of one dialogue script. */
final class DialogueReader {
    private static final Pattern SPOKEN =
            Pattern.compile("(?<label>[0-9a-z]*)(?<who>[CS])(?<many>\\+|\\*[0-9]*)?(?<raw>~)?:(?: (?<text>(?s).*))?");
    private static final Pattern BLOCK = Pattern.compile("(?<label>[0-9a-z]*)(?<who>[CS])<<(?<end>\\S+)");
    private static final Pattern SET_UP =
            Pattern.compile("@(?<name>[a-z][A-Za-z0-9-]*)(?<rest>.*?)(?:<<(?<end>\\S+))?");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\([^)]*\\))|(\\S+)");
    private static final Pattern EVENT = Pattern.compile("\\[(?<name>[a-z]+)(?: \\+(?<by>\\S+))?]");

    private final String name;
    private final String[] lines;
    private final List<SetUp> setUps = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();
    /** The number of the line being read, counted from 1. */
    private int at;

    DialogueReader(String name, String[] lines) {
        this.name = name;
        this.lines = lines;
    }

    Dialogue read() {
        while (at < lines.length) {
            String line = lines[at++];
            try {
                if (!line.isBlank() && !line.startsWith("#")) {
                    read(line);
                }
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException(name + ":" + at + ": " + wrong.getMessage(), wrong);
            }
        }
        return new Dialogue(name, setUps, moves);
    }

    private void read(String line) {
        Matcher spoken = SPOKEN.matcher(line);
        Matcher block = BLOCK.matcher(line);
        Matcher setUp = SET_UP.matcher(line);
        Matcher event = EVENT.matcher(line);
        if (spoken.matches()) {
            spoken(spoken);
        } else if (block.matches()) {
            block(block);
        } else if (setUp.matches() && moves.isEmpty()) {
            setUp(setUp);
        } else if (event.matches()) {
            event("", event);
        } else {
            throw new IllegalArgumentException("not a line of a dialogue: " + line);
        }
    }

    private void spoken(Matcher line) {
        String label = line.group("label");
        String text = line.group("text") == null ? "" : line.group("text");
        boolean raw = line.group("raw") != null;
        Matcher event = EVENT.matcher(text);
        if (!raw && event.matches()) {
            event(label, event);
            return;
        }
        String many = line.group("many") == null ? "" : line.group("many");
        int times = many.length() > 1 ? Integer.parseInt(many.substring(1)) : 1;
        if (line.group("who").equals("C")) {
            if (many.equals("*") || many.equals("+")) {
                throw new IllegalArgumentException("how often does the client say it?");
            }
            moves.add(new Move.Send(at, label, Template.of(raw ? text : text + "\r\n", raw), times));
            return;
        }
        Template expected = Template.of(text, raw);
        if (many.equals("+")) {
            moves.add(new Move.ExpectRun(at, label, expected));
        } else if (many.equals("*")) {
            addToSet(new Move.Expect(at, label, expected, 1));
        } else {
            moves.add(new Move.Expect(at, label, expected, times));
        }
    }

    /** Unordered lines that follow each other are one set. */
    private void addToSet(Move.Expect line) {
        Move before = moves.isEmpty() ? line : moves.get(moves.size() - 1);
        List<Move.Expect> set = new ArrayList<>();
        int first = at;
        if (before instanceof Move.ExpectSet
                && ((Move.ExpectSet) before).connection().equals(line.connection())) {
            first = before.line();
            set.addAll(((Move.ExpectSet) before).lines());
            moves.remove(moves.size() - 1);
        }
        set.add(line);
        moves.add(new Move.ExpectSet(first, line.connection(), List.copyOf(set)));
    }

    private void event(String label, Matcher event) {
        switch (event.group("name")) {
            case "time":
                moves.add(new Move.Time(at, Duration.parse(event.group("by"))));
                break;
            case "closed":
                moves.add(new Move.ExpectClosed(at, label));
                break;
            case "nothing":
                moves.add(new Move.ExpectNothing(at, label));
                break;
            default:
                Move.Deed deed = Move.Deed.valueOf(event.group("name").toUpperCase(Locale.ROOT));
                moves.add(new Move.Act(at, label, deed));
        }
    }

    private void block(Matcher line) {
        String label = line.group("label");
        if (line.group("who").equals("C")) {
            moves.add(new Move.Send(at, label, Template.literal(text(line.group("end"))), 1));
            return;
        }
        while (!lines[at++].equals(line.group("end"))) {
            moves.add(new Move.Expect(at, label, Template.literal(lines[at - 1]), 1));
        }
    }

    private void setUp(Matcher line) {
        int number = at;
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.group("rest"));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group());
        }
        String text = line.group("end") == null ? "" : text(line.group("end"));
        setUps.add(new SetUp(number, line.group("name"), words, text));
    }

    private String text(String end) {
        StringBuilder text = new StringBuilder();
        while (!lines[at].equals(end)) {
            text.append(lines[at++]).append("\r\n");
        }
        at++;
        return text.toString();
    }
}
