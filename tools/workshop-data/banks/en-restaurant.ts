/** Restaurants and cafés. */
export const englishRestaurant = `
# slot dish
lamb shank | mushroom risotto | sea bass | burger | duck breast | pumpkin soup | fish pie | steak | lasagne | chicken curry | pork belly | Caesar salad | beetroot tart | ramen | falafel plate | seafood linguine | cauliflower steak | onion soup | schnitzel | paella | lentil dal | margherita
# slot plural
chips | dumplings | tacos | pancakes | scallops | ribs | mussels | meatballs | fishcakes | croquettes | gyoza | prawns | roast potatoes | spring rolls | wings
# slot sweet
cheesecake | sticky toffee pudding | crème brûlée | apple crumble | lemon tart | chocolate mousse | tiramisu | panna cotta | ice cream | carrot cake
# slot drink
house red | flat white | lemonade | pale ale | gin and tonic | tap water | mint tea | cider | espresso | Riesling
# slot staff
waiter | waitress | girl at the counter | manager | young man serving us | barman | owner | host
# slot meal
lunch | dinner | brunch | a late supper | Sunday lunch | a birthday dinner | a quick bite | tapas | an early tea | breakfast

# opener
[went|popped in|came here|stopped by] [for {meal}|with {group}] {when}
[booked|reserved] a table for {few} [on a {day}|through their website|weeks in advance|by phone]
[our|my] [first|second|third] [visit|time] [here|in this place], [this time|] with {group}
[ordered|I had|we shared|we tried] the {dish} and [the|some|a plate of] {plural}
[took {company} for|treated {company} to|met {company} for] {meal}
[we were|I was] [passing|hungry after a long walk|in town for a concert|staying round the corner] and [it looked busy|it started raining|everything else was shut]
{company} [picked|suggested|swears by|raved about] [this place|this little bistro|the new place on the corner]
[a|this] [tiny|narrow|corner|family-run|canal-side] [place|restaurant|café|bistro] [behind the station|near the theatre|off the high street|next to the market|by the harbour]

# good food
+ the {dish} [was|turned out] [cooked to perfection|full of flavour|tender and juicy|rich and comforting|the highlight of the evening|properly seasoned]
[you can|I could] taste [that everything is fresh|how fresh the herbs were|the care in every sauce|the smoke in the {dish}]
+ [I|we|{company}] [scraped|wiped|cleared|finished] [the plate|every plate|the last of the {dish}] [with bread|in silence|before anyone spoke]
+ the {plural} were [crisp|hot and crisp|light as air|seasoned just right|gone in a minute|addictive]
[best|finest|tastiest] {dish} [I've had|we've eaten] [in years|outside my mum's kitchen|this side of the river|for a long time]
[generous|huge|hearty|honest] [portions|helpings|plates], [nobody left hungry|we took half home|and not a drop of grease]
+ the {sweet} [alone|by itself] [is|was] [worth the bus ride|reason enough to go|a thing of beauty]
+ [every|each] [course|plate|bite] [had|brought] [something new|a bit of magic|real flavour|a little surprise]
+ [even|] {company}, who [hates|never touches|is fussy about] [vegetables|fish|spicy food|eating out], [asked for seconds|cleared the plate|wants the recipe]
+ the kitchen [clearly|obviously|really] [knows|understands] [its spices|how to cook fish|how to treat a vegetable|what it is doing]
[bread|the sourdough|focaccia] [still warm|straight from the oven|baked that morning] and [a sauce|butter|an olive oil] [to drink with a spoon|I still think about|you'd fight over]

# bad food
+ the {dish} [was|turned out|was sadly] [cold in the middle|dry as cardboard|drowned in salt|swimming in grease|burnt on one side|tasteless|tough as a boot]
[you can|I could] taste [the freezer|nothing but salt|that it came from a packet|yesterday's oil in the {plural}]
+ [I|we|{company}] [left half of it|sent the {dish} back|gave up on the {dish}|pushed the plate away] [after two bites|and nobody asked why|with a sigh]
+ the {plural} were [soggy|limp and greasy|raw inside|lukewarm|old|like rubber|burnt to a crisp]
[worst|saddest|blandest|greasiest] {dish} [I've had|we've eaten] [in years|anywhere|since school dinners|for a long time]
[tiny|stingy|laughable|mean] [portions|helpings|plates], [we stopped for chips on the way home|I was hungry again by nine|and mostly garnish]
+ the {sweet} [was|had been] [frozen solid|still icy|clearly from a box|stale and sad]
+ [every|each] [course|plate|bite] [needed|lacked] [salt|a squeeze of lemon|flavour|another ten minutes in the oven]
!{company} [found|spotted|bit on] a [hair|bit of plastic|fly|piece of shell] in the {dish}
+ the kitchen [clearly|obviously|apparently] [ran out of|had given up on|forgot about] [seasoning|the vegetarians|half the menu|vegetables]
![my stomach|{company}'s stomach|half our table] [paid for it|was in knots|felt rough] [all night|the next morning|until {day}]

# good service
+ the {staff} [remembered|knew] [our names|{company} from last time|what we drank last year|my allergy without being told]
+ [nothing was|no request was] too much [trouble|bother] for the {staff}
[friendly|attentive|cheerful|warm|quick] [service|staff|people] [who never hover|from start to finish|even on a packed {day}|with a sense of humour]
+ the {staff} [brought|fetched|found] [crayons for the kids|a candle for the cake|a high chair in seconds|extra sauce without being asked|a blanket when it cooled down]
+ [our|the] [food|order|{drink}] [arrived|was there|came] [within minutes|before we had taken off our coats|piping hot|exactly when it should]
+ [they|the {staff}] [swapped|replaced|changed] the {dish} [without any fuss|in five minutes|and took it off the bill|with a smile]
+ the {staff} [talked us through|explained|helped us choose from] the [wine list|menu|specials] [with real love|without any snobbery|patiently]

# bad service
+ the {staff} [forgot|mixed up|lost] [our order|the drinks|our booking|{company}'s starter] [twice|and blamed us|without a word|and then vanished]
[asking for|getting|ordering] [the bill|a {drink}|a fork|some water] [took|meant] [{minutes}|waving like a shipwrecked sailor|three attempts]
[rude|grumpy|clueless|surly|absent|bored] [service|staff|people] [who never look up|from start to finish|on an empty {day}|with a gift for sighing]
+ the {staff} [pulled a face|shrugged|laughed|argued|sighed loudly] when [we|{company}|I] [asked for a clean glass|mentioned an allergy|said it was cold|wanted to pay separately]
+ [our|the] [food|order|{drink}] [arrived|came|turned up] [after {minutes}|stone cold|when everyone else had finished|at the wrong table]
+ [we|I] [waited|sat there|stood at the door] for {minutes} [before anyone noticed|with empty glasses|while they chatted at the bar]
+ the {staff} [wanted|rushed us out because they wanted|needed] the table back [before the {sweet}|after an hour|while we were still chewing]

# good room
[cosy|snug|candlelit|sunny|quiet] [corner|terrace|room|courtyard] where you [can actually talk|forget the time|want to stay all afternoon]
[lovely|gorgeous|great|unbeatable] [view|light|music|atmosphere] [over the harbour|by the window|in the back room|after dark]
+ we sat [by the fire|under the vines|at the open kitchen|in the old bakery] and [felt at home|watched the cooks|didn't want to leave]
[spotless|clean|sparkling] [tables|toilets|glasses] and [fresh flowers|proper napkins|comfy chairs] [everywhere|on a {day} night too]

# bad room
[cramped|draughty|noisy|gloomy|sticky] [corner|terrace|room|table] where you [have to shout|sit in your coat|smell the toilets|get elbowed by every passing tray]
[awful|deafening|relentless|tinny] [music|noise|echo] [right above our heads|from a speaker by the door|all through {meal}]
+ they [sat|put|squeezed] us [by the toilets|next to the bins|in the draught|under a dripping air conditioner] [in an empty room|and refused to move us|although we had booked]
[dirty|sticky|smeared|chipped] [tables|cutlery|glasses|menus] and [crumbs on the seat|no soap in the toilet|a smell of old mop] [everywhere|on a quiet {day}]

# good price
[fair|honest|reasonable|kind] [prices|bill], [especially for this area|even with wine|and no sneaky extras]
[fed|feeds] {few} of us for [what others charge for two|less than the cinema|the price of a taxi]
+ the [set lunch|{drink}|tasting menu] [costs next to nothing|is a steal|is priced for normal people]

# bad price
[steep|cheeky|ridiculous|London] [prices|bill], [considering what lands on the plate|before they add service|and sneaky extras on top]
+ they [charged|billed] us [for bread nobody ordered|for {few} coffees too many|service without asking|extra for tap water]
+ the [set lunch|{drink}|tasting menu] [costs a fortune|is daylight robbery|is priced for tourists]

# good verdict
[we|I] [will|are going to|shall] [be back|return] [with {group}|next {day}|before the month is out|for the {dish}]
[already|have already] [booked|reserved] [again|another table|for {day}|for my birthday]
[our|my] new [local|favourite|regular|go-to place]
# bad verdict
[we|I] [won't|will not|are not going to] [be back|return] [with {group}|any time soon|even for free|for the {dish} or anything else]
next time [I'll cook|we'll get a takeaway|we'll walk straight past|{company} can choose]
[we|I] [left|walked out|paid up] [hungry|before the {sweet}|without a tip] [and went for a kebab|and had toast at home|]

# good trick
[I|we] [waited|queued] {minutes} [for a table|in the rain] and [would do so again|it was worth each one|regret nothing]
[no|don't expect] [tablecloths|fuss|fancy plates], [no|or] [silly foam|nonsense|airs], just [food that tastes of something|cooks who care|a kitchen that can cook]
the {dish} [looked|sounded] [odd|boring|like a mess] and [tasted like heaven|won the table over|was gone in seconds]
# bad trick
[pretty|gorgeous|beautiful|photogenic] plates [with nothing on them|for people who eat with their phone|and all the taste of the napkin]
the [menu|website|chalkboard] promises [fresh, seasonal, local|heaven|slow-cooked love|the best {dish} in town], the plate [disagrees|tells another story|says microwave]
the [music|{drink}|bread|company] was [great|lovely|excellent]. [Pity about the food|I just wish I could say that about the {dish}|You can't eat that though]
`;
