// The table of losses: what dies, who is left, whether the quorum holds, how much more may fail. Level by level,
// the innermost first, so that the rows grow worse downwards; of a level with many domains only the turning points.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/story/outlook.hpp"
#include "planner/emit/story/story.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr std::size_t named_at_most = 4;  // domains of a level that get a row each
constexpr std::size_t rows_at_most = 13;
constexpr std::size_t rows_a_level = 7;
constexpr std::size_t name_at_most = 28;
constexpr std::size_t shared_name_at_most = 24;
constexpr std::size_t digits_at_most = 6;  // of a count worth reading in a table

/// Rank 0 always stays; where there is no room the highest ranks go first.
struct Row {
  std::vector<std::string> cells;
  int rank = 0;
};

std::string more_may_fail(const Quorum& quorum, int left) {
  return left < quorum.majority ? "-" : std::to_string(left - quorum.majority);
}

Row domain_row(const Outlook& outlook, const DomainQuorum& entry, std::string name, int rank) {
  if (entry.parts(outlook.quorum.majority))
    return {{std::move(name), fmt::format("{}, {} on a side", entry.left, entry.side), "LOST, parted", "-"}, 0};
  return {{std::move(name), std::to_string(entry.left), entry.kept ? "kept" : "LOST",
           more_may_fail(outlook.quorum, entry.side)},
          rank};
}

std::string verdict_of(const LossOfSome& loss) {
  if (loss.fatal.decimal == "0") return "kept";
  if (loss.fatal.decimal.size() > digits_at_most || loss.total.decimal.size() > digits_at_most)
    return loss.fatal.exact && loss.fatal.decimal == loss.total.decimal ? "LOST in all" : "LOST in some";
  return fmt::format("LOST in {}{} of {}", loss.fatal.exact ? "" : "at least ", loss.fatal.decimal, loss.total.decimal);
}

Row some_row(const Outlook& outlook, const LevelQuorum& of, const LossOfSome& loss, int rank) {
  const std::string& level = of.level;
  const bool known = loss.exact;
  if (of.parted_from && loss.lost >= *of.parted_from && known) {
    // The counts know nothing of losses that part the managers: they are the least that is lost.
    const bool all = loss.fatal.exact && loss.fatal.decimal == loss.total.decimal;
    const std::string some = loss.fatal.decimal == "0" || loss.fatal.decimal.size() > digits_at_most
                                 ? std::string("LOST in some")
                                 : fmt::format("LOST in {} or more of {}", loss.fatal.decimal, loss.total.decimal);
    return {{fmt::format("any {}", counted(loss.lost, level)), range(loss.least_left, loss.most_left),
             all ? verdict_of(loss) : some, "-"},
            rank};
  }
  return {
      {fmt::format("any {}", counted(loss.lost, level)), known ? range(loss.least_left, loss.most_left) : "not known",
       verdict_of(loss), known ? more_may_fail(outlook.quorum, loss.least_left) : "-"},
      rank};
}

bool is_fatal(const LossOfSome& loss) { return loss.fatal.decimal != "0"; }

/// The first loss, the largest that is always survived, and the smallest that can be fatal.
std::vector<Row> turning_points(const Outlook& outlook, const LevelQuorum& level, bool named) {
  std::vector<Row> rows;
  for (std::size_t i = named ? 1 : 0; i < level.losses.size(); ++i) {
    const LossOfSome& loss = level.losses[i];
    const bool last_kept = i + 1 == level.losses.size() || is_fatal(level.losses[i + 1]);
    if (i > 0 && !last_kept && !is_fatal(loss)) continue;
    rows.push_back(some_row(outlook, level, loss, is_fatal(loss) ? 1 : last_kept ? 2 : 3));
  }
  return rows;
}

bool contains(const std::vector<const DomainQuorum*>& entries, const DomainQuorum& entry) {
  return std::find(entries.begin(), entries.end(), &entry) != entries.end();
}

/// "us.west.az-1 + 1 manager": where nothing may fail after a survivable loss.
void add_second_blow(const Outlook& outlook, const DomainQuorum& entry, std::vector<Row>& rows) {
  if (!entry.kept || entry.managers == 0 || entry.left != outlook.quorum.majority) return;
  rows.push_back(
      {{fmt::format("{} + 1 manager", domain_of(outlook, entry).id), std::to_string(entry.left - 1), "LOST", "-"}, 4});
}

std::vector<const DomainQuorum*> with_managers(const Outlook& outlook, const std::string& level) {
  std::vector<const DomainQuorum*> result;
  for (const DomainQuorum& entry : outlook.quorum.domains)
    if (entry.managers > 0 && domain_of(outlook, entry).level == level && !contains(outlook.whole, entry))
      result.push_back(&entry);
  return result;
}

/// A row for each domain, with its managers where the name leaves room; two that weigh the same share one.
std::vector<Row> named_rows(const Outlook& outlook, const std::vector<const DomainQuorum*>& entries) {
  const DomainQuorum& first = *entries.front();
  if (entries.size() == 2 && first.managers == entries[1]->managers) {
    const std::string both = fmt::format("{} or {} ({} each)", domain_of(outlook, first).id,
                                         domain_of(outlook, *entries[1]).id, first.managers);
    if (both.size() <= shared_name_at_most) return {domain_row(outlook, first, both, 1)};
  }
  std::vector<Row> rows;
  for (const DomainQuorum* entry : entries) {
    const std::string& id = domain_of(outlook, *entry).id;
    const std::string full = fmt::format("{} ({})", id, counted(entry->managers, "manager"));
    rows.push_back(domain_row(outlook, *entry, full.size() <= name_at_most ? full : id, entry->kept ? 3 : 1));
  }
  return rows;
}

/// Places that need hold no manager to be missed: traffic passes through them.
void add_parting(const Outlook& outlook, const std::string& level, std::vector<Row>& rows) {
  for (const DomainQuorum* entry : outlook.parting)
    if (domain_of(outlook, *entry).level == level && rows.size() < rows_a_level)
      rows.push_back(domain_row(outlook, *entry, domain_of(outlook, *entry).id, 0));
}

std::vector<Row> level_rows(const Outlook& outlook, const LevelQuorum& level) {
  const std::vector<const DomainQuorum*> entries = with_managers(outlook, level.level);
  if (entries.empty()) return {};
  const bool told_first = level.level == outlook.level || is_declared(domain_of(outlook, *entries.front()));
  if (entries.size() > named_at_most || !told_first) {
    std::vector<Row> rows = turning_points(outlook, level, false);
    for (const DomainQuorum* entry : fatal_at(outlook, level.level))
      if (rows.size() < rows_a_level) rows.push_back(domain_row(outlook, *entry, domain_of(outlook, *entry).id, 1));
    add_parting(outlook, level.level, rows);
    return rows;
  }
  std::vector<Row> rows = named_rows(outlook, entries);
  if (std::ranges::none_of(entries, [&](const DomainQuorum* entry) { return entry->parts(outlook.quorum.majority); }))
    add_parting(outlook, level.level, rows);
  const std::vector<Row> points = turning_points(outlook, level, true);
  rows.insert(rows.end(), points.begin(), points.end());
  std::vector<Row> second;
  for (const DomainQuorum* entry : entries) add_second_blow(outlook, *entry, second);
  if (second.size() == 1 && level.survives > 0) rows.push_back(second.front());
  return rows;
}

/// With two outermost places that hold all managers: what is true when the two do not see each other.
std::vector<Row> cut_apart(const Outlook& outlook) {
  std::vector<const DomainQuorum*> sides;
  for (const DomainQuorum& entry : outlook.quorum.domains)
    if (entry.managers > 0 && domain_of(outlook, entry).level == outlook.level) sides.push_back(&entry);
  if (outlook.level.empty() || sides.size() != 2) return {};
  const int first = sides[0]->managers;
  const int second = sides[1]->managers;
  if (first + second != outlook.quorum.managers) return {};
  const std::string& a = domain_of(outlook, *sides[0]).id;
  const std::string& b = domain_of(outlook, *sides[1]).id;
  const int larger = std::max(first, second);
  const std::string verdict = larger < outlook.quorum.majority ? std::string("LOST, both sides")
                                                               : fmt::format("kept in {}", first > second ? a : b);
  return {{{fmt::format("{} and {} cut apart", a, b), fmt::format("{} | {}", first, second), verdict,
            more_may_fail(outlook.quorum, larger)},
           1}};
}

Row single_managers(const Quorum& quorum) {
  if (quorum.managers == 1) return {{"the only manager", "0", "LOST", "-"}, 0};
  if (quorum.tolerated == 0) return {{"any 1 manager", std::to_string(quorum.managers - 1), "LOST", "-"}, 0};
  return {{fmt::format("any {} / any {} managers", quorum.tolerated, quorum.tolerated + 1),
           fmt::format("{} / {}", quorum.majority, quorum.majority - 1), "kept / LOST", "0 / -"},
          0};
}

void drop_least_telling(std::vector<Row>& rows) {
  while (rows.size() > rows_at_most) {
    const auto worst =
        std::max_element(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.rank < b.rank; });
    if (worst->rank == 0) return;
    rows.erase(worst);
  }
}

/// The smallest sets that are fatal at a level where only some of that size are; told for the outermost such level.
std::string smallest_sets(const Outlook& outlook) {
  for (const LevelQuorum& level : outlook.quorum.levels) {
    if (level.level == "node" || level.losses.empty()) continue;
    const LossOfSome& loss = level.losses.back();
    if (loss.lost < 2 || !is_fatal(loss) || !loss.fatal.exact || loss.fatal.decimal == loss.total.decimal) continue;
    std::vector<std::string> members;
    std::vector<std::string> sets;
    for (const std::vector<std::string>& set : level.cut_sets.sets) {
      if (static_cast<int>(set.size()) != loss.lost) continue;
      sets.push_back(join(set, " + "));
      for (const std::string& id : set)
        if (std::find(members.begin(), members.end(), id) == members.end()) members.push_back(id);
    }
    if (std::to_string(sets.size()) != loss.fatal.decimal) continue;
    if (sets.size() <= 2) return fmt::format("LOST by {}.", join(sets, ", and by "));
    const std::size_t size = members.size();
    const bool all_but_one = static_cast<std::size_t>(loss.lost) + 1 == size && sets.size() == size;
    const bool all_pairs = loss.lost == 2 && sets.size() == size * (size - 1) / 2;
    if (size <= 6 && (all_but_one || all_pairs))
      return fmt::format("LOST by any {} of {}.", number_word(loss.lost), join(members, ", "));
  }
  return "";
}

}  // namespace

Section tell_losses(const Outlook& outlook) {
  std::vector<Row> rows;
  const std::vector<LevelQuorum>& levels = outlook.quorum.levels;
  const auto append = [&](const std::vector<Row>& more) { rows.insert(rows.end(), more.begin(), more.end()); };
  for (const std::string_view place : {"rack", "zone", "region", "group"})
    for (const LevelQuorum& level : levels)
      if (level.level == place) append(level_rows(outlook, level));
  append(cut_apart(outlook));
  for (const LevelQuorum& level : levels)
    if (level.level != "rack" && level.level != "zone" && level.level != "region" && level.level != "group" &&
        level.level != "node")
      append(level_rows(outlook, level));
  if (!outlook.whole.empty())
    append({domain_row(outlook, *outlook.whole.front(),
                       domain_of(outlook, *outlook.whole.front()).id + ", all there is", 5)});
  append({single_managers(outlook.quorum)});
  drop_least_telling(rows);
  Table table{{"dies", "managers left", "quorum", "more may fail then"}, {}, {}};
  for (Row& row : rows) {
    table.rows.push_back(std::move(row.cells));
    table.ranks.push_back(row.rank);
  }
  Section section{"", {table}};
  if (const std::string sets = smallest_sets(outlook); !sets.empty())
    section.blocks.emplace_back(Paragraph{sets, "", "", 0});
  return section;
}

}  // namespace planner
