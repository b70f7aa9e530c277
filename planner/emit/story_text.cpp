// A story as text for a tired operator: 80 columns, one screen for a layout of ordinary size.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/story/story.hpp"
#include "planner/emit/text_layout.hpp"
#include "planner/emit/visible_text.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr std::size_t lines_at_best = 40;
constexpr std::size_t findings_at_least = 2;
constexpr std::size_t findings_at_most = 8;
constexpr std::size_t name_lines = 2;
constexpr int spared_rank = 3;

using Lines = std::vector<std::string>;

std::string blanks(int count) { return std::string(static_cast<std::size_t>(std::max(count, 0)), ' '); }

void add(Lines& lines, const Lines& more) { lines.insert(lines.end(), more.begin(), more.end()); }

Lines hanging(const std::string& first, int indent, std::string_view text) {
  Lines lines;
  for (const std::string& line : wrap(visible_text(text), page_width - indent))
    lines.push_back((lines.empty() ? first + blanks(indent - width_of(first)) : blanks(indent)) + line);
  return lines;
}

Lines print(const Paragraph& paragraph, int indent) {
  const std::string text = paragraph.lead.empty() ? paragraph.text : paragraph.lead + " " + paragraph.text;
  const int marker = paragraph.marker.empty() ? 0 : width_of(paragraph.marker) + 1;
  const int at = indent + 3 * paragraph.depth;
  return hanging(blanks(at) + paragraph.marker, at + marker, text);
}

Lines print(const Command& command, int indent) {
  return {blanks(indent + 3 * command.depth + 2) + visible_text(command.text)};
}

/// Hangs behind its label, or below it where a name would not fit there.
struct NameLines {
  std::string first;
  int hang = 0;
};

NameLines place_names(const Names& names, int at) {
  const std::string label = blanks(at) + visible_text(names.label) + ":";
  int widest = 0;
  for (const std::string& name : names.names) widest = std::max(widest, width_of(name));
  const int hang = width_of(label) + 1;
  return hang + widest <= page_width && hang <= page_width / 2 ? NameLines{label, hang} : NameLines{label, at + 2};
}

/// As many names as fit on a few lines; of the rest the number.
Lines print(const Names& names, int indent) {
  const auto [label, hang] = place_names(names, indent + 3 * names.depth);
  const bool below = hang <= width_of(label);
  std::string text;
  Lines fitting;
  for (std::size_t i = 0; i < names.names.size(); ++i) {
    text += (i == 0 ? "" : " ") + visible_text(names.names[i]);
    const std::size_t rest = names.names.size() - i - 1;
    const std::string so_far = rest == 0 ? text : fmt::format("{} and {} more", text, rest);
    const Lines lines = hanging(below ? blanks(hang) : label, hang, so_far);
    if (i > 0 && lines.size() > name_lines) break;
    fitting = lines;
  }
  if (below) fitting.insert(fitting.begin(), label);
  return fitting;
}

std::vector<int> column_widths(const Table& table) {
  std::vector<int> widths;
  for (std::size_t column = 0; column < table.head.size(); ++column) {
    int width = width_of(table.head[column]);
    for (const std::vector<std::string>& row : table.rows) width = std::max(width, width_of(visible_text(row[column])));
    widths.push_back(width);
  }
  return widths;
}

/// The first column takes what the others leave; a name that is wider gets a line of its own.
Lines print(const Table& table, int indent) {
  std::vector<int> widths = column_widths(table);
  int others = indent + 2;
  for (std::size_t column = 1; column < widths.size(); ++column) others += widths[column] + 2;
  widths[0] = std::min(widths[0], std::max(page_width - others, 4));
  Lines lines;
  const auto print_row = [&](const std::vector<std::string>& row) {
    std::string line = blanks(indent + 2);
    for (std::size_t column = 0; column < row.size(); ++column) {
      std::string cell = visible_text(row[column]);
      if (column == 0 && width_of(cell) > widths[0]) {
        add(lines, hanging(blanks(indent + 2), indent + 2, cell));
        cell.clear();
      }
      line += cell;
      if (column + 1 < row.size()) line += blanks(widths[column] - width_of(cell) + 2);
    }
    lines.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
  };
  print_row(table.head);
  for (const std::vector<std::string>& row : table.rows) print_row(row);
  return lines;
}

/// Errors and warnings have a line each as far as there is room, and two at least; hints only where there is room.
std::size_t findings_shown(const FindingList& list, std::size_t room) {
  const auto grave =
      static_cast<std::size_t>(std::count_if(list.findings.begin(), list.findings.end(), [](const Finding& finding) {
        return finding.severity != Severity::info;
      }));
  if (list.findings.size() <= std::min(room, findings_at_most)) return list.findings.size();
  const std::size_t fitting = std::min(room > 0 ? room - 1 : 0, findings_at_most);
  return std::min(list.findings.size(), std::max(fitting, std::min(grave, findings_at_least)));
}

Lines print(const FindingList& list, std::size_t room) {
  const std::size_t shown = findings_shown(list, room);
  Lines lines;
  for (std::size_t i = 0; i < shown; ++i) {
    const Finding& finding = list.findings[i];
    const std::string word(finding.severity == Severity::info ? "hint" : name_of(finding.severity));
    lines.push_back(clipped(visible_text(fmt::format("{} {}: {}", word, finding.rule, finding.message)), page_width));
  }
  if (const std::size_t more = list.findings.size() - shown; more > 0)
    lines.push_back(fmt::format(
        "{}: swarmplan lint {}",
        shown > 0 ? fmt::format("and {} more", more) : counted(static_cast<int>(more), "finding") + " not told above",
        visible_text(list.file)));
  return lines;
}

Lines heading(const Story& story) {
  const std::string left = visible_text(fmt::format("{}: {}", story.name, story.findings));
  const std::string file = visible_text(story.file);
  const int gap = page_width - width_of(left) - width_of(file);
  if (gap >= 2) return {left + blanks(gap) + file};
  return {left, file};
}

Lines print(const Section& section, std::size_t room) {
  Lines lines;
  if (!section.title.empty()) lines.push_back(upper(section.title));
  const int indent = section.title.empty() ? 0 : 2;
  for (const Block& block : section.blocks) {
    if (const auto* findings = std::get_if<FindingList>(&block)) {
      add(lines, print(*findings, room));
    } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
      add(lines, print(*paragraph, indent));
    } else if (const auto* command = std::get_if<Command>(&block)) {
      add(lines, print(*command, indent));
    } else if (const auto* names = std::get_if<Names>(&block)) {
      add(lines, print(*names, indent));
    } else if (const auto* table = std::get_if<Table>(&block)) {
      add(lines, print(*table, indent));
    }
  }
  return lines;
}

std::size_t count_lines(const Story& story, std::size_t room) {
  std::size_t lines = heading(story).size();
  for (const Section& section : story.sections) lines += print(section, room).size() + 1;
  return lines;
}

/// Takes out the row that can best be spared; false where none can.
bool drop_a_row(Story& story) {
  for (Section& section : story.sections) {
    for (Block& block : section.blocks) {
      auto* table = std::get_if<Table>(&block);
      if (table == nullptr || table->ranks.empty()) continue;
      const auto rank = std::max_element(table->ranks.begin(), table->ranks.end());
      if (*rank < spared_rank) continue;
      table->rows.erase(table->rows.begin() + (rank - table->ranks.begin()));
      table->ranks.erase(rank);
      return true;
    }
  }
  return false;
}

}  // namespace

std::string story_text(Story story) {
  while (count_lines(story, 0) > lines_at_best && drop_a_row(story)) continue;
  std::size_t room = 0;
  while (room < findings_at_most && count_lines(story, room + 1) <= lines_at_best) ++room;
  Lines lines = heading(story);
  for (const Section& section : story.sections) {
    lines.emplace_back();
    add(lines, print(section, room));
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace planner
