/** Svenska: restauranger, hotell, filmer, saker till hemmet och hantverkare. */
export const swedishRestaurant = `
# slot rätt
laxen | köttfärslimpan | biffen | fisksoppan | pastan | pizzan | burgaren | rödingen | lammgrytan | risotton | kycklingen | svampsoppan | lasagnen | entrecôten
# slot flera
köttbullarna | pannkakorna | räkorna | vårrullarna | raggmunkarna | musslorna | tacosen | klyftorna
# slot sött
äppelpajen | kladdkakan | glassen | chokladmoussen | kardemummabullen | cheesecaken
# slot personal
servitrisen | kyparen | killen i kassan | ägaren | tjejen i baren | hovmästaren
# slot måltid
lunch | middag | brunch | en sen middag | söndagslunch | en snabb bit
# opener
[åt|vi åt|jag åt|det blev] {måltid} här [med {folk}|i {dag}|{när}]
[bokade|vi bokade] bord för {antal} [i {dag}|via nätet|{när}|per telefon]
[första|andra|tredje] gången [här|på stället], [den här gången|] med {folk}
{vem} [tipsade om|valde|tjatade om] [stället|den här krogen|det nya kaféet]
[ett litet|ett trångt|ett familjeägt] [ställe|kafé|hak] [bakom stationen|vid torget|nere i hamnen|på hörnet]
# good mat
+ {rätt} var [perfekt tillagad|full av smak|mör och saftig|kvällens stjärna|ljuvligt god]
+ {flera} var [perfekt tillagade|fantastiskt goda|fulla av smak|slut på en minut|varma och goda]
+ {sött} [är|var] [värd bussresan|skäl nog att gå hit|en dröm|så god att vi tog två]
[stora|rejäla|generösa] portioner, [ingen gick hungrig|vi fick med oss hem|och allt smakade]
+ [man|jag|{vem}] [känner|kände] att [allt lagas från grunden|kocken kan sina kryddor|råvarorna är färska]
# bad mat
+ {rätt} var [kall i mitten|torr som fnöske|översaltad|bränd på ena sidan|helt smaklös|seg som en skosula]
+ {flera} var [sladdriga|feta och kalla|råa inuti|ljumma|gamla|som gummi]
+ {sött} [är|var] [djupfryst|torr och tråkig|köpt i affären|stenhård]
[snåla|små|löjliga] portioner, [vi köpte korv på hemvägen|jag var hungrig direkt|mest garnityr]
!+ [jag|{vem}] [hittade|fick] [ett hårstrå|en plastbit|en glasskärva|en fluga] i maten
!+ [jag|{vem}|halva sällskapet] mådde illa [hela natten|dagen efter|i två dagar]
# good service
+ {personal} [kom ihåg oss|hade koll på min allergi|fixade en barnstol|bytte vår förrätt] [utan krångel|direkt|med ett leende|]
[snabb|vänlig|trevlig|varm|uppmärksam] [service|betjäning|personal] [hela kvällen|trots fullt hus|och glimten i ögat|]
+ maten [kom|stod på bordet] [inom tio minuter|innan vi hunnit sätta oss|rykande het]
# bad service
+ {personal} [glömde vår beställning|tappade bort bokningen|suckade|himlade med ögonen|snäste av {vem}] [två gånger|utan ett ord|och bara gick|]
[långsam|otrevlig|sur|slarvig|ointresserad] [service|betjäning|personal] [hela kvällen|trots tomma bord|och inte ett leende|]
+ maten [kom|stod på bordet] [efter {tid}|när de andra ätit klart|iskall]
+ vi [väntade|satt] {tid} [på notan|utan att någon kom|med tomma glas]
# good lokal
[mysig|ljus|varm|ombonad] [lokal|uteservering|stämning] [med utsikt över hamnen|där man kan prata|året om]
# bad lokal
[trång|dragig|bullrig|mörk|skitig] [lokal|uteservering|toalett] [med dunkande musik|där man får skrika|och klibbiga bord]
# good pris
[schyssta|rimliga|låga] priser, [särskilt för stan|även med vin|inga konstiga tillägg]
# bad pris
[hutlösa|fräcka|höga] priser, [och snålt på tallriken|som om vi satt i Oslo|och dricks på det]
`;
export const swedishHotel = `
# slot personal
receptionisten | nattportieren | städerskan | värdinnan | killen i receptionen | ägaren
# slot ljud
trafiken | baren under oss | sopbilen | hissen | ett bröllop | grannrummets teve | fiskmåsarna | byggarbetet
# opener
[bodde|vi bodde|stannade] {antal} nätter [här|med {folk}|i ett dubbelrum] {när}
[kom|vi kom|anlände] [sent|mitt i natten|genomblöta|vid lunch] [efter en lång bilresa|med {folk}|med färjan]
{vem} [hittade|bokade|valde] [hotellet|vandrarhemmet|pensionatet] [på nätet|för poolens skull|för lägets skull]
[ett litet|ett stort|ett nyrenoverat] [hotell|pensionat|värdshus] [vid stationen|nära stranden|utanför stan|mitt i fjällen]
# good sömn
[sov|vi sov|jag sov] [som en stock|som barn|gott|till tio] [varje natt|för första gången på veckor|]
+ sängen var [ett moln|skön och fast|bättre än hemma|ljuvlig]
[knäpptyst|tyst och lugnt|inte ett ljud] [hela natten|efter tio|], [bara havet|på riktigt|så skönt]
# bad sömn
[sov|vi sov|jag sov] [kanske två timmar|inte en blund|med öronproppar] [på grund av {ljud}|första natten|]
+ sängen var [en hängmatta|stenhård|äldre än jag|nersutten]
[väckt|störd|vaken] av {ljud} [klockan fem|varje natt|två nätter i rad]
# good rum
[rent|fräscht|ljust|rymligt] [rum|badrum|familjerum] med [havsutsikt|liten balkong|badkar|gott om plats]
+ [de|{personal}] [uppgraderade oss|gav oss ett större rum] [utan att vi bad|gratis|på vår bröllopsdag]
# bad rum
[smutsigt|mörkt|kvavt|iskallt|mögligt] [rum|badrum|familjerum] med [utsikt mot en vägg|trasig dusch|lukt av avlopp|hår i handfatet]
+ [duschen|hissen|värmen|teven] [var trasig|fungerade inte|läckte] [hela veckan|från dag ett|och ingen kom]
!vi [hittade|såg] [vägglöss|silverfiskar|mögel|ett använt plåster] [under kudden|i badrummet|bakom gardinen]
# good personal
+ {personal} [lånade ut paraplyer|ritade en karta|bar våra väskor|väntade uppe på oss] [utan att vi bad|klockan sex på morgonen|med ett leende|]
[hjälpsam|rolig|omtänksam|varm] personal [dygnet runt|som minns en|rakt igenom]
# bad personal
+ {personal} [ryckte på axlarna|tappade bort bokningen|svarade snorkigt|höll på med mobilen] [när vi klagade|mitt i natten|och bad aldrig om ursäkt]
[otrevlig|lat|kall|förvirrad] personal [dygnet runt|som suckar åt en|rakt igenom]
# good frukost
+ frukosten [var|är] [en fest|riklig|värd att gå upp för]: [varma frallor|hembakat bröd|rökt fisk|våfflor|färsk frukt]
# bad frukost
+ frukosten [var|är] [ett skämt|slut klockan åtta|rena slagsmålet]: [gummiägg|torrt bröd|pulverkaffe|en ledsen melon]
# good läge
[perfekt|toppen|oslagbart] läge, [stranden runt hörnet|gångavstånd till allt|lugn gata]
# bad läge
[långt från|milslångt från|inte i närheten av] [centrum|stranden de skryter med|närmaste buss], [mitt i ett industriområde|intill motorvägen|och dyr parkering]
# bad pris
[dolda|påhittade|oväntade] avgifter för [handdukar|parkering|sen ankomst|slutstädning]
# bad trick
[havsutsikt|sjöutsikt], [om man|ifall man] [står på toastolen|hänger ut genom fönstret|har kikare]
`;
export const swedishFilm = `
# slot genre
deckare | komedi | spökhistoria | kärlekshistoria | krigsfilm | thriller | dokumentär | musikal | barnfilm
# slot del
slutet | inledningen | andra halvan | upplösningen | biljakten | sista timmen | bröllopsscenen
# slot roll
huvudrollen | pojken | den gamle kommissarien | mamman | skurken | berättaren | lillasystern
# slot hantverk
fotot | manuset | klippningen | musiken | dialogen | ljudet | regin
# opener
[såg|vi såg|jag såg] den [med {folk}|i {dag}|på flyget|{när}|på en halvtom biograf]
{vem} [släpade med mig på den|valde den|tjatade om den] [{när}|förra hösten|]
[en|ännu en|ytterligare en] {genre} om [två bröder och en gård|en försvunnen tavla|en fyr|en bykör|en taxichaufför]
[hade läst boken|gick dit utan förväntningar|visste ingenting om den|det regnade], [så varför inte|och köpte popcorn|tänkte att vi chansar]
# good handling
+ {del} [fick mig att gråta|gav mig gåshud|är ett mästerstycke|sitter kvar i flera dagar]
[smart|gripande|rörande|spännande|rolig] [historia|berättelse|handling] [med hjärta|som litar på publiken|in i det sista]
+ [jag|vi|hela salongen] [skrattade högt|grät|glömde popcornen] under {del}
# bad handling
+ {del} [var obegriplig|drog ut på tiden|kändes påklistrad|är en förolämpning]
[tunn|rörig|förutsägbar|seg|meningslös] [historia|berättelse|handling] [utan hjärta|som inte leder någonstans|in i det sista]
+ [jag|vi|hela salongen] [gäspade|somnade|skruvade på sig|tittade på klockan] under {del}
# good spel
+ {roll} [är|var] [strålande|helt trovärdig|lysande|som klippt och skuren]
# bad spel
+ {roll} [är|var] [stel|felcastad|outhärdlig|som en pappfigur]
# good hantverk
+ {hantverk} [är|var] [i världsklass|helt underbart gjort|värt en Guldbagge|suveränt]
# bad hantverk
+ {hantverk} [är|var] [en enda röra|slarvigt gjort|irriterande|rena amatörjobbet]
# good känsla
[varm|rolig|gripande|modig] utan att bli [sentimental|gullig|pratig]
+ tiden [flög iväg|bara rann iväg], [inte en död minut|jag ville ha mer|och vi satt kvar under eftertexterna]
# bad känsla
[seg|pratig|gullig|högljudd] utan att bli [rolig|gripande|spännande]
+ tiden [stod stilla|sniglade sig fram], [två timmar kändes som fem|jag ville gå hem|och {vem} somnade]
# good verdict
[se den|gå och se den] [på bio|med någon du tycker om|innan någon avslöjar slutet]
[årets|sommarens|höstens] [film|bästa bioupplevelse|överraskning][, helt klart|]
# bad verdict
[hoppa över den|slipp den|låt bli][, läs boken i stället|, stryk tvätten i stället|, även på flyget]
[årets|sommarens|höstens] [kalkon|tråkigaste bioupplevelse|bottennapp][, helt klart|]
# bad trick
[vackra|fina|fantastiska] [bilder|miljöer|skådespelare], [tomt inuti|synd på manuset|men ack så tråkigt]
[alla|de enda] roliga [scener|repliker] [var|finns] i trailern
# good trick
[inga|utan] [explosioner|biljakter|kändisar], [och jag saknade inget|ändå satt jag som klistrad]
`;
export const swedishHome = `
# opener
[köpte|beställde|fick] den {när} [på rea|till sommarstugan|av {vem}|för att byta ut den gamla|]
[haft|har haft|använt] den i [tre veckor|ett halvår|ett år|tio dagar] nu
[vår gamla|min förra] [höll i femton år|gick sönder till slut|hamnade hos {vem}], så [det blev den här|jag chansade|vi provade märket]
# good bygge
[gedigen|välgjord|robust|stabil], [känns som om den håller livet ut|inget skramlar|prydlig finish]
# bad bygge
[ranglig|billig|slarvigt gjord|klen], [känns som om den går sönder när som helst|luktar lim|inte som på bilden]
!+ den [gick sönder|slutade fungera|föll isär] [efter elva dagar|första veckan|lagom till att garantin gick ut]
# good leverans
[kom|levererades] [en dag för tidigt|dagen efter|snyggt packad|utan plast], [med en handskriven lapp|klar att använda|inget saknades]
+ [kundtjänst|butiken|säljaren] [svarade direkt|skickade en reservdel|bytte utan tjafs] [gratis|en {dag}kväll|]
# bad leverans
[kom|levererades] [två veckor för sent|bucklig|i fel färg|halvöppen], [ingen ursäkt|delar saknades|ställd i regnet]
+ [kundtjänst|butiken|säljaren] [svarar inte|skyller på budfirman|lade på luren] [tredje gången|trots kvitto|]
# good pris
[billig|prisvärd|hälften så dyr som märkena], [och minst lika bra|det märks inte|ett klipp]
# bad pris
[dyr|överprissatt|dubbelt så dyr som den gamla], [och hälften så bra|man betalar för loggan|till ingen nytta]
# good enkel
[lätt|enkel|smidig] att [använda|rengöra|ställa undan], [till och med för {vem}|klart på två minuter|tydlig manual]
# bad enkel
[krånglig|knölig|omöjlig] att [använda|rengöra|få ihop], [till och med för {vem}, som är ingenjör|obegriplig manual|blåmärken på köpet]
# good verdict
[köper|beställer] [gärna|genast] en till [åt {vem}|till jobbet|till stugan]
# bad verdict
[skickade|lämnade] tillbaka den [samma vecka|oanvänd|direkt]
# bad trick
[snygg|vacker|läcker] på [hyllan|bilden|bänken], [och där får den stå|mer än så kan den inte|synd att den inte fungerar]
# good trick
ser [enkel|billig|klumpig] ut [på bilden|först|], men [sköter sig som en dröm|slår de dyra|klarar allt]
## vattenkokare
# good bruk
[kokar|värmer] [två muggar|en liter] [på nolltid|på under två minuter|utan att väsnas]
# bad bruk
[läcker|droppar] [på bänken|vid pipen|ner i uttaget] [varje gång|när den är full|]
+ teet smakar [plast|metall|gammal slang] [fortfarande|varje morgon|]
## dammsugare
# good bruk
[suger upp|tar] [hundhår|kattsand|smulor|byggdamm] [på första draget|även i trappan|utan problem]
# bad bruk
[skjuter|blåser] [hundhår|smulor|dammet] [framför sig|ut bakåt|in i hörnen]
[tappar sugkraft|överhettas|låter som ett jetplan] [efter fem minuter|på varje matta|]
## regnjacka
# good bruk
[torr|snustorr] efter [tre timmars duggregn|en vecka i fjällen|cykelturen till jobbet], [luvan sitter där den ska|och den andas]
# bad bruk
[dyngsur|genomblöt] efter [tio minuters duggregn|hundpromenaden|vägen till bussen], [och dragkedjan kärvar|luvan åker ner]
## stekpanna
# good bruk
[äggen|fisken|plättarna] [glider av|släpper direkt|steks jämnt] [utan smör|varje morgon|även efter ett år]
# bad bruk
[allt|äggen|till och med smöret] [fastnar|bränns] [efter två veckor|i mitten|hur man än gör]
!ytskiktet [flagnar|lossnar] [i maten|efter en månad|]
`;
export const swedishService = `
# slot de
ägaren | killen som kom | tjejen i telefonen | lärlingen | chefen | Marek | Annika | Lasse | Fatima
# opener
[hittade|valde|provade] [dem|firman] [via {vem}|på nätet|{när}]
[ringde|bokade|mejlade] [en {dag}kväll|{när}|i panik]
[andra|tredje|första] gången [vi anlitar dem|jag går hit], {när}
# good folk
+ {de} [lyssnade|tog sig tid|förklarade allt] [innan något gjordes|i lugn och ro|utan att vara dryg]
+ {de} [är|var] [en pärla|ett proffs|lugn och vänlig|trevlig] [från början till slut|även mot {vem}|]
[kom|dök upp] [på minuten|i tid|när de sagt], [glada|med rätt verktyg|skorna av i hallen]
# bad folk
+ {de} [pratade i mun på mig|suckade åt varje fråga|stirrade i mobilen] [hela tiden|och gick sedan|]
+ {de} [är|var] [otrevlig|nonchalant|osäker och sur|dryg] [från början till slut|även mot {vem}|]
[kom|dök upp] [två timmar för sent|fel dag|utan verktyg], [ingen ursäkt|leriga skor på mattan|och åkte igen]
# good pris
[tog|fakturerade] [exakt det vi kommit överens om|mindre än offerten|ett rimligt pris], [inga tillägg|kvitto direkt]
# bad pris
[tog|fakturerade] [dubbla offerten|en extra timme|"framkörning" som ingen nämnt], [inget kvitto|ta det eller låt bli]
# good verdict
[har|jag har] sparat numret[, självklart| och gett det till {vem}|]
# bad verdict
[fick|vi fick] [betala|anlita] [en annan firma|{vem}] för att [göra om det|rätta till allt]
# bad trick
[jättetrevlig|charmig|leende] [personal|kille], [synd bara att|men] [inget blev gjort|resultatet är uselt]
[snabba|effektiva|proffsiga], [med fakturan|när det gäller att ta betalt|på bortförklaringar]
# good trick
[ville inte|vägrade] sälja mig [något jag inte behövde|det dyraste], [hur ofta händer det|och lagade det gamla]
## frisör
# good jobb
+ [håret|luggen|klippningen] [faller perfekt|sitter fint efter en månad|har aldrig varit snyggare]
[gick ut|kom hem] [tio år yngre|med ett leende|och fick komplimanger], [{vem} märkte det direkt|huvudmassagen var ljuvlig]
# bad jobb
+ [håret|luggen|klippningen] [blev sned|blev orange|är tre centimeter för kort]
!bad om [en toppning|mjuka slingor], fick [en hjälm|zebraränder|en kal fläck]
## rörmokare
# good jobb
[hittade|lagade] [läckan|stoppet] [på en halvtimme|där två andra gått bet|utan att bila upp golvet]
[städade|sopade] [efter sig|köket], [provade allt två gånger|tog med sig skräpet]
# bad jobb
+ [läckan|stoppet|droppet] [var tillbaka nästa morgon|är värre än förut|är kvar]
!lämnade [ett hål i väggen|ett översvämmat skåp|grus i hallen] [efter sig|och ett flin]
## bilverkstad
# good jobb
+ [bromsen|växellådan|gamla Volvon] [är tyst som en mus|går som ny|gick igenom besiktningen]
[visade|skickade bilder på] [den slitna delen|felet], [så jag fick bestämma|inget krångel]
# bad jobb
+ [bromsen|växellådan|motorlampan] [gnisslar fortfarande|strular igen|lyser som förut] [efter två besök|]
!+ bilen kom tillbaka med [en repa|tom tank|flottigt säte], [de nekar|ingen vet något]
`;
