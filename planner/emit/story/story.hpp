#pragma once
// What a report says, before any format: sections of paragraphs, tables, commands and lists of names. The text and
// the Markdown report print the same story; NEXT.md borrows its runbook.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "planner/emit/report.hpp"

namespace planner {

struct Paragraph {
  std::string text;
  std::string lead;    // said first and loudest: "LOSING us OR eu STOPS THIS SWARM:"
  std::string marker;  // "1." of a numbered step
  int depth = 0;       // 1: belongs to the step above
};

/// One line for a shell, printed as it is.
struct Command {
  std::string text;
  int depth = 0;
};

/// Host names to choose from; a long list is folded with its count.
struct Names {
  std::string label;  // "us"
  std::vector<std::string> names;
  int depth = 0;
};

struct Table {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;  // as many cells as the head
  std::vector<int> ranks;  // one a row, or none: where there is no room rows of rank 3 and more go, the highest first
};

/// One line; the text report leaves some out where there is no room, and says how many.
struct FindingList {
  std::vector<Finding> findings;  // the worst first
  std::string file;
};

using Block = std::variant<Paragraph, Command, Names, Table, FindingList>;

struct Section {
  std::string title;  // "If it happens"; may be empty
  std::vector<Block> blocks;
};

struct Story {
  std::string name;
  std::string findings;  // "4 warnings, 1 hint"
  std::string file;
  std::vector<Section> sections;
};

Story tell(const Report& report);

/// 80 columns and, for a layout of ordinary size, 40 lines.
std::string story_text(Story story);
std::string story_markdown(const Story& story);

// The parts, in the order in which they are told.
struct Outlook;
Section tell_verdict(const Outlook& outlook);
Section tell_numbers(const Outlook& outlook);
Section tell_losses(const Outlook& outlook);
std::vector<Section> tell_runbook(const Outlook& outlook);
Section tell_cure(const Outlook& outlook);
Section tell_survival(const Facts& facts);  // links, latency, probability: what the spec gives figures for

/// None where nothing limits what a node takes.
std::optional<Paragraph> tell_capacity(const Facts& facts);

struct CapacityGoalTold {
  std::string goal;  // "capacity zone 1"
  bool met = true;
  std::string why;  // where it is not
};

/// Those that are missed, and those that are met for certain.
std::vector<CapacityGoalTold> tell_capacity_goals(const Facts& facts);

std::vector<Section> tell_no_managers(const Cluster& cluster);
std::vector<Section> tell_decentralized(const Cluster& cluster);
Section tell_closing(const Report& report);

/// "2 groups, 4 regions, 8 zones, 100 nodes."
std::string layout_sentence(const Topology& topology);

}  // namespace planner
