/** Hotels, guest houses and holiday flats. */
export const englishHotel = `
# slot stay
two nights | a long weekend | one night | a week | five nights | ten days | a single night | half a week
# slot staff
receptionist | night porter | woman at the desk | housekeeper | owner | concierge | man who checked us in | landlady | manager
# slot thing
lift | shower | sauna | air conditioning | kettle | safe | hairdryer | heating | television | door lock | toilet
# slot nice
shower | bed | balcony | pool | sauna | bathroom | terrace | bath tub | breakfast room
# slot sound
traffic | the bar downstairs | a wedding party | the bin lorry | the lift shaft | pipes | seagulls | other guests' doors | building work | the neighbours' television

# opener
[stayed|we stayed|spent|booked] {stay} [here|in a double|with {group}|in the annexe] {when}
[arrived|checked in|got here|rolled up] [late|soaked|after midnight|at noon|tired] [after a long drive|off the ferry|with {group}|with a pushchair]
[we|I] [needed|wanted] a [bed|room|place] [near the airport|close to the conference|for a wedding|between two trains|by the sea]
[our|my] [anniversary|honeymoon|work trip|reunion|hiking trip|family holiday] [brought us here|started here|ended here] {when}
{company} [picked|found|booked] [it|this hotel|this guest house] [online|for the pool|because of the pictures]
[room 214|room 9, next to the lift|a room on the third floor|our room was at the back|a double facing the square|they gave us an attic room]
[a|this] [small|huge|seventies|converted|seaside|mountain] [hotel|guest house|inn|hostel|lodge] [on the edge of town|ten steps from the beach|by the station|up a steep hill]

# good sleep
[slept|we slept|I slept] [like a log|like a baby|right through|until ten] [every night|on the first night|for the first time in weeks]
+ the [bed|mattress|duvet] was [a cloud|heaven|firm without being hard|better than mine at home]
[not a sound|total silence|no noise] [after ten|at night|from the street], [only|just] [the sea|owls|a distant church bell]
[thick|heavy|proper] [curtains|blinds|shutters] and [soft|feather|fresh] [pillows|linen] [made for lazy mornings|that smelled of lavender]

# bad sleep
[slept|we slept|I slept] [maybe two hours|with earplugs|in my clothes|not at all] [every night|on the first night|because of {sound}]
+ the [bed|mattress|sofa bed] was [a hammock|a plank|older than me|sagging in the middle|all springs]
[kept awake|woken at five|woken up|driven mad] by {sound}[, every night|, then by {sound}|, two nights running|]
[thin|torn|see-through|missing] [curtains|blinds|walls] and [flat|stained|damp] [pillows|sheets|blankets] [straight from a hostel|that smelled of smoke]

# good room
[spotless|immaculate|sparkling|fresh] [room|bathroom|sheets|carpet], [you could eat off the floor|cleaned daily|not a speck of dust]
+ the {nice} was [spotless|huge|a treat after a long day|a dream|brand new|lovely]
[bright|roomy|airy|generous|charming] [room|suite|attic|family room] with [a sea view|a bath tub|space for the cot|a tiny balcony|real wooden floors]
[plenty of|lots of|enough] [sockets|hangers|towels|hot water|storage] [for once|for {few} people|and a proper desk]
+ [they|the {staff}] [upgraded|moved] us to [a suite|a bigger room|the top floor] [without being asked|for free|on our anniversary]

# bad room
[filthy|grubby|mouldy|dusty] [room|bathroom|sheets|carpet], [somebody else's hair included|you kept your socks on|with stains I'd rather not discuss]
+ the {thing} [was broken|didn't work|was out of order|gave up] [and stayed that way|all week|from day one|and nobody came]
[dark|tiny|stuffy|damp|freezing] [room|single|attic|family room] with [a view of a wall|no window to speak of|one socket|space for half a suitcase|a smell of drains]
[cold|brown|barely any|lukewarm] water [in the morning|from the shower|for {few} days] and [no towels|one thin towel|a dripping tap]
+ [they|the {staff}] [moved us to|dumped us in|put us in] [a broom cupboard|the basement|a smoking room|another building] [although we had paid for a sea view|without asking|at midnight]
![found|discovered|met] [bedbugs|mould|ants|a used plaster|silverfish] [under the pillow|behind the curtain|in the bathroom|on night one]

# good staff
+ the {staff} [waited up for us|lent us umbrellas|drew us a map|carried our bags|packed us sandwiches] [without being asked|at six in the morning|with a big smile]
[kind|helpful|funny|thoughtful|warm] [staff|people|hosts] [all round|who remember you|from the cleaner to the boss|at any hour]
+ we left [a teddy|my charger|a passport|my glasses] [behind|in the room] and the {staff} [posted it|ran after the taxi|kept it safe]
+ [check-in|the welcome|arrival] [took a minute|came with cake|was quick and warm|felt like visiting friends]

# bad staff
+ the {staff} [ignored us|lost our booking|snapped at {company}|denied everything|kept texting] [while we waited|at one in the morning|and never said sorry]
[rude|lazy|unhelpful|cold|confused] [staff|people|hosts] [all round|who treat you as a nuisance|from the bar to the boss|at any hour]
+ [we|I] [complained|called down|asked] [twice|three times|every morning] and the {staff} [shrugged|promised and did nothing|hung up|said it was our fault]
+ [check-in|the queue|getting a key] [took {minutes}|was chaos|felt like passport control|nearly ended in tears]

# good breakfast
+ [breakfast|the buffet|the morning spread] [was|is] [a feast|generous|fresh every day|worth getting up for]: [warm rolls|local cheese|eggs any way|home-made jam|smoked fish]
[fresh|real|strong|bottomless] [coffee|juice|pastries] and [eggs|bread|fruit] [until eleven|on the terrace|from the farm next door]
# bad breakfast
+ [breakfast|the buffet|the morning spread] [was|is] [a bun in plastic|over by eight|fought over|an insult]: [cold toast|grey eggs|instant coffee|one sad melon|sweaty ham]
[weak|cold|powdered|sour] [coffee|juice|milk] and [rubbery|stale|yesterday's] [eggs|rolls|pastries] [for fifteen pounds extra|in a basement]

# good place
[perfect|ideal|brilliant|unbeatable] [location|spot|position]: [beach, bus and bakery|the old town|the trailhead] [two minutes away|on the doorstep|a short stroll off]
[great|good|handy|safe] [parking|transport links|base], [quiet street|no stairs|bikes to borrow] [included|and friendly cafés nearby]
# bad place
[miles from|a long, dark walk from|nowhere near] [anything|the beach they advertise|the centre|a bus stop], [and taxis refuse to come|next to a motorway|with building sites all round]
+ [parking|the car park|a parking space] [cost more than dinner|was nowhere to be found|was a muddy field away]

# good price
[good|great|fair|amazing] value [for the area|in high season|with breakfast included], [no hidden fees|the deposit came back the same day]
# bad price
[hidden|endless|surprise|cheeky] [fees|charges|extras] for [towels|the safe|late arrival|the wifi|the cot], [none of it on the website|payable in cash]
[overpriced|far too dear|a fortune] for [a box with a bed|what you get|{stay} of {sound}]

# good verdict
[we|I] [will|would] [stay|book] here [again|every year|next summer|whenever we pass]
[same room|same week|see you] next year[, please|]
[we|I] [left|went home] [rested|reluctantly|with a plan to return|ten years younger]
# bad verdict
[we|I] [won't|would not|will not] [stay|book] here [again|if they paid us|next summer|whatever the discount]
[we|I] [left|checked out] [a day early|after one night|at dawn] [and paid for another hotel|and slept in the car|without breakfast]
[sleep|you'd be better off|spend the night] in [the car|a tent|the station]
the [best|nicest|only good] part was [leaving|the way out|the car park|checking out]

# good trick
[the|our] [ugly|grim|concrete] [outside|facade|entrance] [fools you|is misleading|put us off]: [inside it's lovely|the rooms are a joy|it's a gem]
no [pool|lift|minibar|gym], no [music|fuss|television], no [children's club|problem]: [bliss|just what tired people need|we miss nothing]
[one|a] [broken|dripping|stubborn] {thing}, [mended|fixed|replaced] [within the hour|before we were back from dinner]
# bad trick
[sea view|the view is lovely], [if you|provided you] [stand on the toilet|lean out far enough|bring a ladder]
["quiet room"|"newly renovated"|"luxury"|"family friendly"|"central"] [apparently|here] means [{sound} until three|a bed and a bulb|one coat of paint|good luck]
[beautiful|lovely|stylish|stunning] [lobby|website|pictures|flowers], [shame|pity] [nobody sleeps there|about the room|the {thing} was from another century]
`;
