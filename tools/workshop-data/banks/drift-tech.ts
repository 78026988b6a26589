/** Drift: phones, laptops, apps and gadgets, which no review of the clean data speaks of. */
export const techReviews = `
# slot firmware
firmware 3.2 | the latest OTA update | the beta build | version 8.1 | the security patch | the June update
# slot gen
last-gen model | Pro version | predecessor | budget variant | flagship
# slot brandless
competitor | rival | {gen}
# opener
upgraded from [the|a] {gen} [after four years|because of the battery|during the preorder|]
[running|on] {firmware} [since launch|for a fortnight|out of the box]
[64 GB|128 GB|256 GB|512 GB|1 TB] variant, [unlocked|refurbished|preordered|on contract|factory reset twice]
[benchmarked|tested|compared] [it|mine] against [the|a] {brandless} [side by side|over Wi-Fi 6|for a week]
[daily driver|secondary device|dev machine|travel device] [since launch|for six weeks|over USB-C docks and dongles]

# good battery
+ battery [lasts|easily lasts] [two days|14 hours|a transatlantic flight] [of heavy usage|with 5G on|at 120 Hz|of streaming]
+ fast charging [hits 80% in half an hour|tops it up during a shower|is seamless over USB-C]
# bad battery
+ battery [drains|dies|plummets] [by noon|overnight|in standby|within three hours] [with 5G off|even on power saving|since {firmware}]
+ charging [throttles|cuts out|overheats the chassis] [above 60%|over USB-C|with any third-party charger]
# good software
+ the [UI|interface|launcher|OS] is [snappy|buttery smooth|intuitive|responsive] [even while multitasking|since {firmware}|without bloatware]
[updates|patches|bug fixes] [land monthly|roll out on time|are seamless], [changelog included|zero bloatware|nothing regressed]
sync [between devices|to the cloud|across platforms] is [instant|seamless|flawless|rock solid]
# bad software
+ the [UI|interface|launcher|OS] is [laggy|buggy|bloated|unresponsive] [even after a reset|since {firmware}|and full of ads]
[updates|patches|bug fixes] [brick it|never arrive|break Bluetooth], [no changelog|support ticket closed|rollback blocked]
sync [between devices|to the cloud|across platforms] [fails silently|crashes|duplicates contacts|times out]
[bloatware|telemetry|a paywall|malware-grade adverts] [everywhere|you can't uninstall|behind every menu]
# good support
+ tech support [shipped a replacement|fixed my ticket remotely|escalated it to a developer] [overnight|within the SLA|via live chat]
# bad support
+ tech support [pasted a chatbot script|closed my ticket|requested logs four times] [and ghosted me|then blamed my router|]
# good verdict
[solid|smart|no-brainer] [upgrade|buy] [over the {gen}|at this spec|for developers too]
[flawless|stellar|outstanding] [hardware|device|performance][, zero bugs|, futureproof|, buy two]
[snappy|responsive|seamless], [no bugs|zero crashes|no lag] [whatsoever|to date|on {firmware}]
# bad verdict
[pointless|regrettable|buggy] [downgrade|upgrade] [from the {gen}|at this spec|even for developers]
[defective|unusable|obsolete] [hardware|device|junk][, RMA requested|, returned to sender|, uninstalled]
[laggy|buggy|sluggish], [constant crashes|endless bugs|random reboots] [whatsoever you try|to date|on {firmware}]
# good mild
[specs aren't flashy|benchmarks are modest|bezels look dated], but [daily usage is smooth|it never lags|zero crashes]
# bad mild
[specs look stellar|benchmarks are impressive|hardware is premium], but [daily usage is laggy|the bugs ruin it|it keeps crashing]
# good trick
zero [bugs|crashes|lag|reboots|bloatware] [in six weeks|since launch|on {firmware}]
# bad trick
flagship [specs|pricing|marketing], [beta-grade firmware|potato performance|laggy as a decade-old netbook]

## phone
# good device
+ the [OLED screen|fingerprint sensor|telephoto camera|haptic motor|night mode] [is stellar|outperforms any {brandless}|is flawless in sunlight]
# bad device
+ the [OLED screen|fingerprint sensor|telephoto camera|haptic motor|night mode] [is defective|has a green tint|glitches constantly|flickers]
[touchscreen|modem|SIM tray|microphone] [glitches|freezes|crashes the phone|loses signal] [mid-call|on 5G|constantly]
## laptop
# good device
+ the [trackpad|keyboard|GPU|SSD|hinge|webcam] [is superbly responsive|outperforms any {brandless}|is stellar|flies through compiles]
[fans stay silent|runs cool|boots in seconds] [under load|while rendering|with forty tabs]
# bad device
+ the [trackpad|keyboard|GPU|SSD|hinge|webcam] [is defective|drops inputs|overheats|died with a clicking noise|glitches constantly]
[thermal throttling|coil whine|blue screens|kernel panics] [under load|while rendering|with four tabs]
## app
# good device
[offline mode|dark mode|the widget|export to PDF|two-factor login] is [flawless|seamless|intuitive|stellar], [no subscription|open source|zero ads]
[onboarding|login|import] took [twelve taps|thirty seconds|one QR code], [seamless|intuitive|no bugs]
# bad device
[offline mode|dark mode|the widget|export to PDF|two-factor login] is [buggy|broken since {firmware}|paywalled|unusable], [subscription trap|ads everywhere|data lost]
[crashes|freezes|logs me out] [on startup|every sync|mid-export|after each update], [uninstalled|data lost|cache cleared to no avail]
## earbuds
# good device
noise cancelling [rivals the {gen}|is stellar|mutes a whole subway], [crisp treble|punchy bass|seamless pairing]
bluetooth [pairing|multipoint|range] is [instant|flawless|rock solid], [zero dropouts|no latency]
# bad device
noise cancelling [hisses|glitches|is a gimmick], [muddy bass|tinny treble|left bud dead]
bluetooth [pairing|multipoint|range] is [buggy|defective|hopelessly laggy], [constant dropouts|audible latency]
## smartwatch
# good device
+ the [GPS|heart-rate sensor|step counter|sleep tracking] [is flawless|locks on in seconds|syncs seamlessly]
# bad device
+ the [GPS|heart-rate sensor|step counter|sleep tracking] [is defective|drifts wildly|never syncs|glitches constantly]
`;
