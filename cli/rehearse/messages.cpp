#include "cli/rehearse/messages.hpp"

#include <unistd.h>

#include <nlohmann/json.hpp>

namespace cli {
namespace {

using Json = nlohmann::json;

void say(int to, const Json& json) {
  const std::string line = json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
  for (std::size_t done = 0; done < line.size();) {
    const ssize_t written = write(to, line.data() + done, line.size() - done);
    if (written <= 0) return;  // nobody listens: the room is about to end
    done += static_cast<std::size_t>(written);
  }
}

Json of_time(const std::optional<double>& time) { return time ? Json(*time) : Json(nullptr); }

std::optional<double> time_of(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional<double>(json.get<double>());
}

planner::DrillSeen drill_of(const Json& json) {
  planner::DrillSeen drill;
  for (const Json& side : json.at("sides"))
    drill.sides.push_back({side.at("kept"), side.at("reachable"), side.at("words")});
  drill.called_down = json.at("down").get<std::vector<planner::EngineIndex>>();
  drill.called_drained = json.at("drained").get<std::vector<planner::EngineIndex>>();
  drill.were_drained = json.at("were_drained").get<std::vector<planner::EngineIndex>>();
  drill.noticed = time_of(json.at("noticed"));
  drill.recovered = time_of(json.at("recovered"));
  for (const Json& service : json.at("services"))
    drill.services.push_back({service.at("before").get<std::vector<int>>(), service.at("after").get<std::vector<int>>(),
                              service.at("returned").get<std::vector<int>>(),
                              service.at("mended").get<std::vector<int>>()});
  drill.mended = time_of(json.at("mended"));
  drill.moved = json.at("moved");
  drill.started = json.at("started");
  drill.led_again = time_of(json.at("led_again"));
  drill.forced = time_of(json.at("forced"));
  drill.rejoined = time_of(json.at("rejoined"));
  drill.odd_again = time_of(json.at("odd_again"));
  drill.trouble = json.at("trouble");
  drill.restarted = json.at("restarted");
  drill.joined_anew = json.at("joined_anew");
  return drill;
}

}  // namespace

void Speaker::doing(int part, const std::string& what) const { say(to, {{"part", part}, {"doing", what}}); }

void Speaker::booted(const std::string& engine, const std::string& client, double seconds) const {
  say(to, {{"engine", engine}, {"client", client}, {"booted", seconds}});
}

void Speaker::formed(double seconds) const { say(to, {{"formed", seconds}}); }

void Speaker::trouble(const std::string& what) const { say(to, {{"trouble", what}}); }

void Speaker::seen(const planner::DrillSeen& drill) const {
  Json sides = Json::array();
  for (const planner::SideSeen& side : drill.sides)
    sides.push_back({{"kept", side.kept}, {"reachable", side.reachable}, {"words", side.words}});
  Json services = Json::array();
  for (const planner::ServiceSeen& service : drill.services)
    services.push_back({{"before", service.before},
                        {"after", service.after},
                        {"returned", service.returned},
                        {"mended", service.mended}});
  say(to, {{"seen",
            {{"sides", sides},
             {"down", drill.called_down},
             {"drained", drill.called_drained},
             {"were_drained", drill.were_drained},
             {"noticed", of_time(drill.noticed)},
             {"recovered", of_time(drill.recovered)},
             {"services", services},
             {"mended", of_time(drill.mended)},
             {"moved", drill.moved},
             {"started", drill.started},
             {"led_again", of_time(drill.led_again)},
             {"forced", of_time(drill.forced)},
             {"rejoined", of_time(drill.rejoined)},
             {"odd_again", of_time(drill.odd_again)},
             {"restarted", drill.restarted},
             {"joined_anew", drill.joined_anew},
             {"trouble", drill.trouble}}}});
}

std::optional<Doing> hear(const std::string& line, planner::RehearsalSeen& seen) {
  const Json json = Json::parse(line);
  if (json.contains("doing")) return Doing{json.at("part"), json.at("doing")};
  if (json.contains("booted")) {
    seen.engine = json.at("engine");
    seen.client = json.at("client");
    seen.booted = json.at("booted");
  }
  if (json.contains("formed")) seen.formed = json.at("formed");
  if (json.contains("seen")) seen.drills.push_back(drill_of(json.at("seen")));
  if (json.contains("trouble")) seen.trouble = json.at("trouble");
  return std::nullopt;
}

}  // namespace cli
