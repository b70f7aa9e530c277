// The report as Markdown: the same story as the text, with tables, for pull requests and wikis.
#include "planner/emit/emitter.hpp"
#include "planner/emit/markdown_text.hpp"
#include "planner/emit/story/story.hpp"

namespace planner {

std::string emit_report_markdown(const Report& report) { return story_markdown(tell(report)); }

std::string story_markdown(const Story& story) {
  std::string text = "# " + markdown_text(story.name) + "\n\n";
  text += markdown_text(story.findings) + " in " + markdown_code(story.file) + "\n\n";
  for (const Section& section : story.sections) {
    if (!section.title.empty()) text += "## " + markdown_text(section.title) + "\n\n";
    for (const Block& block : section.blocks) text += markdown_block(block);
  }
  text.pop_back();
  return text;
}

}  // namespace planner
